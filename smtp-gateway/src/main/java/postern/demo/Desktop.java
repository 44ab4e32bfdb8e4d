package postern.demo;

import com.sun.mail.imap.IMAPFolder;
import com.sun.mail.imap.Rights;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.mail.FetchProfile;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.UIDFolder;
import javax.mail.internet.MimeUtility;

/**
 * What agents see: the folders over IMAP with TLS, as mail programs read them. For one thread.
 *
 * <p>No one agent need see every team, so several log in; a folder that two of them see counts once.
 */
final class Desktop implements AutoCloseable {
    private static final List<String> HEADERS = List.of("Received", "X-Postern-Ticket", "X-Postern-Topic", "X-Postern-Team", "X-Postern-Priority",
        "X-Postern-Deadline", "X-Postern-Reply", "X-Postern-Why", "X-Postern-Origin", "Subject");

    /**
     * A message as an agent finds it.
     *
     * @param headers by name, decoded, on one line each
     * @param keywords IMAP keywords
     */
    record Found(String folder, Map<String, String> headers, List<String> keywords) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        Optional<Instant> deadline() {
            try {
                return header("X-Postern-Deadline").map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }

    private final int port;
    private final List<Store> agents = new ArrayList<>();

    Desktop(int port) {
        this.port = port;
    }

    void logIn(String login, String password) throws MessagingException {
        Properties settings = new Properties();
        // The gateway's certificate is self-signed; the connection does not leave this machine.
        settings.setProperty("mail.imaps.ssl.trust", "127.0.0.1");
        settings.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        settings.setProperty("mail.imaps.timeout", "30000");
        settings.setProperty("mail.imaps.connectiontimeout", "30000");
        Store agent = Session.getInstance(settings).getStore("imaps");
        agent.connect("127.0.0.1", port, login, password);
        agents.add(agent);
    }

    /** All messages in all folders that the agents see. */
    Collection<Found> look() throws MessagingException {
        Map<String, List<Found>> byFolder = new LinkedHashMap<>();
        for (Store agent : agents) {
            for (Folder folder : agent.getDefaultFolder().list("*")) {
                String identity = readable(folder) ? identity(folder) : "";
                if (!identity.isEmpty() && !byFolder.containsKey(identity)) {
                    byFolder.put(identity, read(folder));
                }
            }
        }
        return byFolder.values().stream().flatMap(List::stream).toList();
    }

    /** RFC 9051 §2.3.1.1: what an agent has in place of a team's folder that is not his or hers has the name of it and another UIDVALIDITY. */
    private static String identity(Folder folder) throws MessagingException {
        return folder.getFullName() + " " + ((UIDFolder) folder).getUIDValidity();
    }

    /** RFC 4314 §4: agents also see that there are folders of teams which are not theirs. */
    private static boolean readable(Folder folder) throws MessagingException {
        return (folder.getType() & Folder.HOLDS_MESSAGES) != 0 && ((IMAPFolder) folder).myRights().contains(Rights.Right.READ);
    }

    private static List<Found> read(Folder folder) throws MessagingException {
        folder.open(Folder.READ_ONLY);
        try {
            Message[] messages = folder.getMessages();
            FetchProfile wanted = new FetchProfile();
            wanted.add(FetchProfile.Item.FLAGS);
            HEADERS.forEach(wanted::add);
            folder.fetch(messages, wanted);
            List<Found> found = new ArrayList<>();
            for (Message message : messages) {
                found.add(found(folder, message));
            }
            return found;
        } finally {
            folder.close(false);
        }
    }

    private static Found found(Folder folder, Message message) throws MessagingException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : HEADERS) {
            String[] values = message.getHeader(name);
            if (values != null) {
                headers.put(name, decoded(values[0]));
            }
        }
        return new Found(folder.getFullName(), headers, List.of(message.getFlags().getUserFlags()));
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (java.io.UnsupportedEncodingException e) {
            return value;
        }
    }

    @Override
    public void close() throws MessagingException {
        for (Store agent : agents) {
            agent.close();
        }
    }
}
