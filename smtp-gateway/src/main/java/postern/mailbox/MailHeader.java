package postern.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;
import org.apache.james.mailbox.store.streaming.CountingInputStream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import postern.triage.RawMail;

/**
 * What James calls the properties of a message: its content type and the other MIME fields of its header. Mails that the flow
 * files get them when a client first asks, since most are never asked.
 */
final class MailHeader {
    private static final int LONGEST = 64 * 1024;
    private static final LenientFieldParser FIELDS = new LenientFieldParser();

    private MailHeader() {
    }

    static Properties properties(InputStream mail) {
        MimeTokenStream parser = new MimeTokenStream(MimeConfig.PERMISSIVE,
            new DefaultBodyDescriptorBuilder(null, FIELDS, DecodeMonitor.SILENT));
        parser.setRecursionMode(RecursionMode.M_NO_RECURSE);
        try (mail) {
            parser.parse(mail);
            EntityState state = parser.next();
            while (state != EntityState.T_BODY && state != EntityState.T_START_MULTIPART && state != EntityState.T_END_OF_STREAM) {
                state = parser.next();
            }
            return properties(parser, (MaximalBodyDescriptor) parser.getBodyDescriptor(), state);
        } catch (IOException | MimeException e) {
            // A header that even the permissive parser refuses has no MIME fields: RFC 2045 §5.2 makes it plain text.
            PropertyBuilder plain = new PropertyBuilder();
            plain.setMediaType("text");
            plain.setSubType("plain");
            return plain.build();
        }
    }

    /** @return with angle brackets; empty if the header has none, or cannot be read */
    static Optional<String> messageId(InputStream mail) {
        try (mail) {
            RawMail header = RawMail.of(mail.readNBytes(LONGEST));
            return header.fields().stream().filter(field -> field.name().equals("message-id")).findFirst().map(header::value).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Properties properties(MimeTokenStream parser, MaximalBodyDescriptor mime, EntityState state)
            throws IOException {
        PropertyBuilder properties = new PropertyBuilder();
        String type = mime.getMediaType() == null ? "text" : mime.getMediaType();
        properties.setMediaType(type);
        properties.setSubType(mime.getMediaType() == null ? "plain" : mime.getSubType());
        properties.setContentID(mime.getContentId());
        properties.setContentDescription(mime.getContentDescription());
        properties.setContentLocation(mime.getContentLocation());
        properties.setContentMD5(mime.getContentMD5Raw());
        properties.setContentTransferEncoding(mime.getTransferEncoding());
        properties.setContentLanguage(mime.getContentLanguage());
        properties.setContentDispositionType(mime.getContentDispositionType());
        properties.setContentDispositionParameters(mime.getContentDispositionParameters());
        properties.setContentTypeParameters(mime.getContentTypeParameters());
        if (mime.getCharset() != null) {
            properties.setCharset(mime.getCharset());
        } else if (type.equalsIgnoreCase("text")) {
            properties.setCharset("us-ascii");
        }
        if (type.equalsIgnoreCase("text") && state == EntityState.T_BODY) {
            CountingInputStream body = new CountingInputStream(parser.getInputStream());
            body.readAll();
            properties.setTextualLineCount((long) body.getLineCount());
        }
        return properties.build();
    }
}
