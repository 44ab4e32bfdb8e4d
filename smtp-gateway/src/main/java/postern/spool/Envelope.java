package postern.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the spool keeps of a mail besides its name and octets, as JSON.
 *
 * @param sender null for the null sender
 * @param updated epoch milliseconds, or null
 * @param attributes in James' own JSON; those that cannot be serialized are left out, their owners compute them anew
 */
record Envelope(String sender, List<String> recipients, String state, String error, String remoteHost, String remoteAddr,
                Long updated, Map<String, JsonNode> attributes, List<RecipientHeader> headers) {
    private static final Logger LOG = LoggerFactory.getLogger(Envelope.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    record RecipientHeader(String recipient, String name, String value) {
    }

    Envelope {
        recipients = recipients == null ? List.of() : List.copyOf(recipients);
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        headers = headers == null ? List.of() : List.copyOf(headers);
    }

    static Envelope of(Mail mail) {
        Map<String, JsonNode> attributes = new TreeMap<>();
        mail.attributes().filter(attribute -> !attribute.getName().equals(InHand.ATTRIBUTE))
            .forEach(attribute -> attribute.getValue().toJson()
                .ifPresent(json -> attributes.put(attribute.getName().asString(), json)));
        List<RecipientHeader> headers = new ArrayList<>();
        mail.getPerRecipientSpecificHeaders().getHeadersByRecipient().forEach((recipient, header) ->
            headers.add(new RecipientHeader(recipient.asString(), header.getName(), header.getValue())));
        return new Envelope(mail.getMaybeSender().asOptional().map(MailAddress::asString).orElse(null),
            mail.getRecipients().stream().map(MailAddress::asString).toList(), mail.getState(), mail.getErrorMessage(),
            mail.getRemoteHost(), mail.getRemoteAddr(), mail.getLastUpdated() == null ? null : mail.getLastUpdated().getTime(),
            attributes, headers);
    }

    /** Written by hand: each mail is written several times on its way, and a mapper takes its time to find what is to write. */
    String toJson() {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeString(json, "sender", sender);
            json.writeArrayFieldStart("recipients");
            for (String recipient : recipients) {
                json.writeString(recipient);
            }
            json.writeEndArray();
            writeString(json, "state", state);
            writeString(json, "error", error);
            writeString(json, "remoteHost", remoteHost);
            writeString(json, "remoteAddr", remoteAddr);
            if (updated != null) {
                json.writeNumberField("updated", updated);
            }
            json.writeObjectFieldStart("attributes");
            for (Map.Entry<String, JsonNode> attribute : attributes.entrySet()) {
                json.writeFieldName(attribute.getKey());
                JSON.writeTree(json, attribute.getValue());
            }
            json.writeEndObject();
            writeHeaders(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
        return text.toString();
    }

    private static void writeString(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void writeHeaders(JsonGenerator json) throws IOException {
        if (!headers.isEmpty()) {
            json.writeArrayFieldStart("headers");
            for (RecipientHeader header : headers) {
                json.writeStartObject();
                writeString(json, "recipient", header.recipient());
                writeString(json, "name", header.name());
                writeString(json, "value", header.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    static Envelope fromJson(String json) throws MessagingException {
        try {
            return JSON.readValue(json, Envelope.class);
        } catch (JsonProcessingException e) {
            throw new MessagingException("unreadable envelope", e);
        }
    }

    /** A mail of this envelope, without a message yet. */
    MailImpl toMail(String name) throws MessagingException {
        MailImpl.Builder mail = MailImpl.builder().name(name).state(state).errorMessage(error)
            .sender(sender == null ? null : new MailAddress(sender))
            .addRecipients(addresses())
            .lastUpdated(updated == null ? null : new Date(updated))
            .remoteHost(remoteHost).remoteAddr(remoteAddr);
        attributes.forEach((key, json) -> addTo(mail, key, json));
        for (RecipientHeader header : headers) {
            mail.addHeaderForRecipient(PerRecipientHeaders.Header.builder().name(header.name()).value(header.value()).build(),
                new MailAddress(header.recipient()));
        }
        return mail.build();
    }

    /** An attribute of a class that is no longer there must not keep the mail from going on. */
    private static void addTo(MailImpl.Builder mail, String key, JsonNode json) {
        try {
            mail.addAttribute(new Attribute(AttributeName.of(key), AttributeValue.fromJson(json)));
        } catch (RuntimeException e) {
            LOG.warn("Attribute {} of {} cannot be read and is left out", key, mail.getName());
        }
    }

    private List<MailAddress> addresses() throws AddressException {
        List<MailAddress> addresses = new ArrayList<>(recipients.size());
        for (String recipient : recipients) {
            addresses.add(new MailAddress(recipient));
        }
        return addresses;
    }
}
