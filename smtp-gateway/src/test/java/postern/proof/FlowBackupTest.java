package postern.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.mail.imap.IMAPFolder;
import com.sun.mail.imap.Rights;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.mail.Flags;
import javax.mail.Folder;
import javax.mail.Message;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.server.Main;
import postern.server.TestGateway;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;

@DisplayName("A backup that is made while mail comes in")
class FlowBackupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path place;

    /** A mail where an IMAP client finds it. @param what all that must be the same, octets by their sum */
    private record Lying(String messageId, String what) {
    }

    @Test
    @DisplayName("brings back every mail that was answered 250 before, octet by octet, under its UID, with flags and ticket, and goes on above")
    void bringsBackWhatWasAccepted() throws Exception {
        Path home = place.resolve("home");
        NumberedMails mails = new NumberedMails(3000);
        Set<String> promised;
        Map<String, Lying> before;
        Map<String, String> ticketsBefore;
        try (TestGateway gateway = TestGateway.start(home, FlowBackupTest::unlimited); Mailroom mailroom = mailroom(gateway)) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> sessions = mails.send(edge(gateway), 2, stop);
            await().atMost(PATIENCE).until(() -> mails.accepted().size() > 60 && mailroom.count() > 60);
            flag(mailroom);
            promised = mails.accepted().stream().map(NumberedMails::messageId).collect(Collectors.toSet());
            assertThat(run("backup", "--home", home.toString(), "--with-index", place.resolve("backup").toString())).isZero();
            int then = mails.accepted().size();
            await().atMost(PATIENCE).until(() -> mails.accepted().size() > then + 20);
            stop.set(true);
            for (Thread session : sessions) {
                session.join();
            }
            await().atMost(PATIENCE).until(() -> mailroom.count() >= mails.accepted().size());
            before = lying(mailroom);
            ticketsBefore = tickets(home);
        }
        Path fresh = place.resolve("fresh");
        assertThat(run("restore", "--verify", place.resolve("backup").toString())).isZero();
        assertThat(run("restore", "--home", fresh.toString(), place.resolve("backup").toString())).isZero();
        Map<String, String> tickets = tickets(fresh);
        assertThat(tickets).isNotEmpty();
        // A ticket of a mail that was still on its way has neither team nor priority yet.
        assertThat(ticketsBefore).containsAllEntriesOf(tickets);
        try (TestGateway gateway = TestGateway.start(fresh, FlowBackupTest::unlimited); Mailroom mailroom = mailroom(gateway)) {
            await().atMost(PATIENCE).until(() -> ids(lying(mailroom)).containsAll(promised));
            compare(before, lying(mailroom), promised);
        }
        assertThat(run("verify", "--home", fresh.toString())).as("the archive that was brought back, and went on").isZero();
    }

    private static void compare(Map<String, Lying> before, Map<String, Lying> after, Set<String> promised) {
        assertThat(after.values().stream().map(Lying::messageId)).as("mails of the backup").doesNotHaveDuplicates().containsAll(promised);
        Map<String, Lying> filedSince = new HashMap<>(after);
        filedSince.keySet().removeAll(before.keySet());
        Map<String, Lying> same = new HashMap<>(after);
        same.keySet().removeAll(filedSince.keySet());
        assertThat(same).as("mails under their UIDs").hasSizeGreaterThan(30);
        assertThat(before).containsAllEntriesOf(same);
        assertThat(same.values()).as("flags").anyMatch(mail -> mail.what().contains("flagged"));
        // What was in the spool at that moment was filed anew, under UIDs that nobody has seen.
        assertThat(filedSince.keySet()).allMatch(key -> Long.parseLong(key.substring(key.lastIndexOf(' ') + 1)) > 1_000_000);
    }

    private static Set<String> ids(Map<String, Lying> lying) {
        return lying.values().stream().map(Lying::messageId).collect(Collectors.toSet());
    }

    private static void flag(Mailroom mailroom) throws Exception {
        for (Folder folder : mailroom.folders()) {
            if (((IMAPFolder) folder).myRights().contains(Rights.Right.WRITE)) {
                folder.open(Folder.READ_WRITE);
                int some = Math.min(3, folder.getMessageCount());
                if (some > 0) {
                    folder.setFlags(1, some, new Flags(Flags.Flag.FLAGGED), true);
                }
                folder.close(false);
            }
        }
    }

    /** @return by folder, UIDVALIDITY and UID */
    private static Map<String, Lying> lying(Mailroom mailroom) throws Exception {
        Map<String, Lying> lying = new TreeMap<>();
        for (Folder folder : mailroom.folders()) {
            folder.open(Folder.READ_ONLY);
            IMAPFolder imap = (IMAPFolder) folder;
            for (Message message : folder.getMessages()) {
                ByteArrayOutputStream octets = new ByteArrayOutputStream();
                message.writeTo(octets);
                String what = HexFormat.of().formatHex(Store.Bodies.sha256(octets.toByteArray())) + (message.isSet(Flags.Flag.FLAGGED) ? " flagged " : " ")
                    + String.join(" ", message.getHeader("X-Postern-Ticket"));
                lying.put(folder.getFullName() + " " + imap.getUIDValidity() + " " + imap.getUID(message), new Lying(message.getHeader("Message-ID")[0], what));
            }
            folder.close(false);
        }
        return lying;
    }

    /** Of one agent: all mails of this load come to teams that the first one is in. */
    private static Mailroom mailroom(TestGateway gateway) throws Exception {
        String id = gateway.gateway().desk().teams().get("orders").members().getFirst();
        gateway.agent(id).close();
        return new Mailroom(gateway.ports().imaps(), Map.of(gateway.gateway().desk().agents().get(id).login(), TestGateway.PASSWORD));
    }

    private static Map<String, String> tickets(Path home) {
        return SqliteStore.look(home.resolve("postern.db"), connection -> {
            Map<String, String> all = new HashMap<>();
            try (var rows = connection.createStatement().executeQuery("select id, opened, priority, team, state from ticket where team is not null")) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 2; i <= 5; i++) {
                        row.add(rows.getString(i));
                    }
                    all.put(rows.getString(1), row.toString());
                }
            }
            return all;
        });
    }

    private static InetSocketAddress edge(TestGateway gateway) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.ports().smtp());
    }

    private static int run(String... arguments) {
        StringWriter out = new StringWriter();
        int status = Main.run(new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false), arguments);
        assertThat(status).as(out.toString()).isZero();
        return status;
    }

    /** All mails come from one client within seconds. */
    private static Desk unlimited(Desk desk) {
        EdgePolicy edge = desk.edge();
        Acknowledgements texts = desk.acknowledgements();
        int much = 1_000_000;
        return desk.with(new EdgePolicy(edge.messageSize(), edge.recipients(), 1000, 1000, much, much, 0, edge.commandTimeout(), edge.dataTimeout()))
            .with(new Acknowledgements(true, texts.perAddress(), texts.addressPeriod(), much, much, texts.texts()));
    }
}
