package postern.mailets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;

/** A message of given octets. James writes a message through its parsed header, which spoils raw characters; this one comes out as it went in. */
final class RawMessage extends MimeMessageWrapper {
    private final byte[] octets;

    RawMessage(String name, byte[] octets) {
        super(new Source(name, octets));
        this.octets = octets;
    }

    /** Makes this the mail's message, without the copy that James would take. */
    void replaceIn(Mail mail) throws MessagingException {
        switch (mail) {
            case MailImpl known -> known.setMessageNoCopy(this);
            default -> mail.setMessage(this);
        }
    }

    @Override
    public InputStream getMessageInputStream() throws MessagingException {
        return isModified() ? super.getMessageInputStream() : new ByteArrayInputStream(octets);
    }

    @Override
    public void writeTo(OutputStream headers, OutputStream body, String[] ignored, boolean preLoad) throws IOException, MessagingException {
        if (isModified() || headers != body || ignored != null && ignored.length > 0) {
            super.writeTo(headers, body, ignored, preLoad);
        } else {
            body.write(octets);
        }
    }

    private record Source(String name, byte[] octets) implements MimeMessageSource {
        @Override
        public String getSourceId() {
            return name;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(octets);
        }

        @Override
        public long getMessageSize() {
            return octets.length;
        }
    }
}
