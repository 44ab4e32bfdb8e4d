package postern.proof;

import com.sun.mail.imap.IMAPFolder;
import com.sun.mail.imap.Rights;
import java.util.ArrayList;
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
import javax.mail.search.BodyTerm;

/** All folders that some agents see, by IMAP; a folder that two of them see counts once. */
final class Mailroom implements AutoCloseable {
    /** A message as agents find it. */
    record Found(String folder, String messageId, Optional<String> ticket) {
    }

    /** Which messages of an open folder. */
    private interface Some {
        Message[] of(Folder folder) throws MessagingException;
    }

    private final List<Store> agents = new ArrayList<>();

    Mailroom(int port, Map<String, String> passwords) throws MessagingException {
        Properties settings = new Properties();
        settings.setProperty("mail.imaps.ssl.trust", "127.0.0.1");
        settings.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        settings.setProperty("mail.imaps.timeout", "60000");
        settings.setProperty("mail.imaps.statuscachetimeout", "0");
        settings.setProperty("mail.imaps.fetchsize", "1000000");
        // What the gateway cannot search is a failure, and not for the client to search.
        settings.setProperty("mail.imaps.throwsearchexception", "true");
        for (Map.Entry<String, String> login : passwords.entrySet()) {
            Store agent = Session.getInstance(settings).getStore("imaps");
            agent.connect("127.0.0.1", port, login.getKey(), login.getValue());
            agents.add(agent);
        }
    }

    int count() throws MessagingException {
        int messages = 0;
        for (Folder folder : folders()) {
            messages += folder.getMessageCount();
        }
        return messages;
    }

    List<Found> all() throws MessagingException {
        List<Found> all = new ArrayList<>();
        for (Folder folder : folders()) {
            all.addAll(in(folder, Folder::getMessages));
        }
        return all;
    }

    /** What the gateway finds by words of the text. */
    List<Found> search(String words) throws MessagingException {
        List<Found> all = new ArrayList<>();
        for (Folder folder : folders()) {
            all.addAll(in(folder, opened -> opened.search(new BodyTerm(words))));
        }
        return all;
    }

    /** What lies in each agent's own inbox. */
    List<List<Found>> inboxes() throws MessagingException {
        List<List<Found>> all = new ArrayList<>();
        for (Store agent : agents) {
            all.add(in(agent.getFolder("INBOX"), Folder::getMessages));
        }
        return all;
    }

    private static List<Found> in(Folder folder, Some some) throws MessagingException {
        List<Found> found = new ArrayList<>();
        folder.open(Folder.READ_ONLY);
        Message[] messages = some.of(folder);
        FetchProfile wanted = new FetchProfile();
        wanted.add("Message-ID");
        wanted.add("X-Postern-Ticket");
        folder.fetch(messages, wanted);
        for (Message message : messages) {
            String[] id = message.getHeader("Message-ID");
            String[] ticket = message.getHeader("X-Postern-Ticket");
            found.add(new Found(folder.getFullName(), id == null ? "" : id[0].strip(), Optional.ofNullable(ticket).map(values -> values[0].strip())));
        }
        folder.close(false);
        return found;
    }

    Iterable<Folder> folders() throws MessagingException {
        Map<String, Folder> folders = new LinkedHashMap<>();
        for (Store agent : agents) {
            for (Folder folder : agent.getDefaultFolder().list("*")) {
                if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0 && ((IMAPFolder) folder).myRights().contains(Rights.Right.READ)) {
                    Folder known = folders.putIfAbsent(folder.getFullName(), folder);
                    // To who may only lay mails into a folder, it looks empty.
                    if (known != null && folder.getMessageCount() > known.getMessageCount()) {
                        folders.put(folder.getFullName(), folder);
                    }
                }
            }
        }
        folders.remove("INBOX");
        return folders.values();
    }

    @Override
    public void close() throws MessagingException {
        for (Store agent : agents) {
            agent.close();
        }
    }
}
