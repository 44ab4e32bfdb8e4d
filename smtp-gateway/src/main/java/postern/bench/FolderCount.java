package postern.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.mail.Folder;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;

/** Counts the messages in the team folders that an agent sees, by IMAP's STATUS. For one thread. */
final class FolderCount implements AutoCloseable {
    private final Store store;
    private final List<Folder> folders = new ArrayList<>();

    FolderCount(int port, String login, String password) throws MessagingException {
        Properties settings = new Properties();
        // The gateway's certificate is self-signed; the connection does not leave this machine.
        settings.setProperty("mail.imaps.ssl.trust", "127.0.0.1");
        settings.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        settings.setProperty("mail.imaps.statuscachetimeout", "0");
        settings.setProperty("mail.imaps.timeout", "30000");
        settings.setProperty("mail.imaps.connectiontimeout", "30000");
        store = Session.getInstance(settings).getStore("imaps");
        store.connect("127.0.0.1", port, login, password);
        for (Folder folder : store.getDefaultFolder().list("*")) {
            if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0 && !folder.getFullName().equalsIgnoreCase("INBOX")) {
                folders.add(folder);
            }
        }
    }

    int messages() throws MessagingException {
        int messages = 0;
        for (Folder folder : folders) {
            messages += folder.getMessageCount();
        }
        return messages;
    }

    @Override
    public void close() throws MessagingException {
        store.close();
    }
}
