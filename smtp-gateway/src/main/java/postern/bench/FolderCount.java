package postern.bench;

import com.sun.mail.imap.IMAPFolder;
import com.sun.mail.imap.Rights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.mail.Folder;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;

/**
 * Counts the messages in the team folders by IMAP's STATUS. No one agent need see them all, so several log in; a folder that two
 * of them see counts once. For one thread.
 */
final class FolderCount implements AutoCloseable {
    private final List<Store> agents = new ArrayList<>();
    /** The agents' views of each. */
    private final Map<String, List<Folder>> folders = new LinkedHashMap<>();

    FolderCount(int port, Map<String, String> passwords) throws MessagingException {
        for (Map.Entry<String, String> login : passwords.entrySet()) {
            Store agent = Session.getInstance(settings()).getStore("imaps");
            agent.connect("127.0.0.1", port, login.getKey(), login.getValue());
            agents.add(agent);
            for (Folder folder : agent.getDefaultFolder().list("*")) {
                if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0 && !folder.getFullName().equalsIgnoreCase("INBOX")
                    && ((IMAPFolder) folder).myRights().contains(Rights.Right.READ)) {
                    folders.computeIfAbsent(folder.getFullName(), name -> new ArrayList<>()).add(folder);
                }
            }
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        // The gateway's certificate is self-signed; the connection does not leave this machine.
        settings.setProperty("mail.imaps.ssl.trust", "127.0.0.1");
        settings.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        settings.setProperty("mail.imaps.statuscachetimeout", "0");
        settings.setProperty("mail.imaps.timeout", "30000");
        settings.setProperty("mail.imaps.connectiontimeout", "30000");
        return settings;
    }

    int messages() throws MessagingException {
        int messages = 0;
        for (List<Folder> views : folders.values()) {
            messages += messages(views);
        }
        return messages;
    }

    /** To who may only lay mails into a folder, it looks empty: it is counted by one who sees what is there, once there is something. */
    private static int messages(List<Folder> views) throws MessagingException {
        for (Folder view : views) {
            int messages = view.getMessageCount();
            if (messages > 0) {
                views.retainAll(List.of(view));
                return messages;
            }
        }
        return 0;
    }

    @Override
    public void close() throws MessagingException {
        for (Store agent : agents) {
            agent.close();
        }
    }
}
