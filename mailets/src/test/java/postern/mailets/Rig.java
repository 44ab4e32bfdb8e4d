package postern.mailets;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.Mailet;
import postern.desk.Desk;
import postern.desk.file.DeskFile;
import postern.gestures.Acts;
import postern.gestures.GivenAnswers;
import postern.gestures.HeldAnswers;
import postern.gestures.Snoozes;
import postern.handout.Rota;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.replies.Answers;
import postern.replies.Composer;
import postern.replies.Outbox;
import postern.replies.Replying;
import postern.replies.SqlReplies;
import postern.store.Schema;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.Folders;
import postern.tickets.LastCommit;
import postern.tickets.Sql;
import postern.tickets.SqlTickets;
import postern.tickets.Tickets;
import postern.triage.Addresses;
import postern.triage.CurrentTriage;
import postern.triage.CustomerGroups;
import postern.triage.Docket;
import postern.triage.Match;
import postern.triage.Seal;

/** The acts of the flow in their order over a real store; folders and outbox are tables of it. */
final class Rig implements AutoCloseable {
    private static final Schema SCHEMA = new Schema("rig", List.of("""
        create table filed (mail text, folder text, header text, keywords text, body blob, primary key (mail));
        create table left_behind (name text primary key, recipients text, message blob, state text);
        """));

    final Desk desk;
    /** An address that customers write to. */
    final String service;
    final Store store;
    final Tickets tickets;
    final SqlReplies replies;
    final Folders folders = new TableFolders();
    final Outbox outbox = new TableOutbox();
    final Seal seal = new Seal("a key of a home, long enough".getBytes(StandardCharsets.UTF_8));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Room room = new Room();
    final TableConversations conversations = new TableConversations();
    final Acts gestures;
    final Rota rota;
    final List<Mailet> acts;
    private final List<Runnable> ends = new ArrayList<>();
    /** Whether mails that come to the end of the flow wait there. */
    boolean holds;
    /** Whether no mail can be read for its folder. */
    boolean unreadable;
    Instant now = Instant.parse("2026-11-23T02:00:00Z");
    final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    Rig(Path directory) throws Exception {
        this(directory, DeskFile.read("conf/desk.yaml", Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))).orThrow());
    }

    Rig(Path directory, Desk desk) {
        this.desk = desk;
        service = desk.addresses().keySet().iterator().next();
        store = SqliteStore.open(directory.resolve("postern.db"), meters);
        store.migrate(SCHEMA);
        tickets = new SqlTickets(store, new SecureRandom(), () -> desk);
        replies = new SqlReplies(store, outbox, tickets);
        gestures = new Acts(store, tickets, conversations, () -> desk, new Acts.Means(new HeldAnswers(new GivenAnswers(store), conversations, (connection, held, name, octets, at) -> { }, tickets, store),
            new Snoozes(store), (connection, word) -> { }, new SecureRandom()));
        CurrentTriage triage = new CurrentTriage(() -> desk, CustomerGroups.none());
        rota = new Rota(store, gestures, () -> desk, clock, Set::of);
        acts = List.of(new Unforge(() -> desk, seal, room), new Read(new LetterReader(), room), new Tag(tickets, seal, triage, room), new Classify(triage, meters),
            new Prioritise(triage), new Assign(triage, rota), new Consider(tickets, () -> desk), new Explain(() -> desk, seal, meters),
            new File(folders, tickets, gestures, last(), () -> desk), new Relay(store, outbox, () -> desk, room),
            new Acknowledge(new Replying(new Composer(seal, new SecureRandom()), (team, name, language) -> Optional.empty()), replies, last(), () -> desk, clock, meters), new Settle(address -> Addresses.forDesk(desk, address)));
    }

    /** Lets mails leave the flow that were held. */
    void letGo() {
        holds = false;
        ends.forEach(Runnable::run);
    }

    /** Without a spool a mail has no last commit: its units are done at once, unless {@link #holds}. */
    private LastCommit last() {
        return new LastCommit() {
            @Override
            public <T> CompletableFuture<T> join(Mail mail, Work<T> work) {
                CompletableFuture<T> done = new CompletableFuture<>();
                Runnable end = () -> done.complete(store.writeAndWait(work));
                if (holds) {
                    ends.add(end);
                } else {
                    end.run();
                }
                return done;
            }
        };
    }

    /** The act for what agents send. */
    Answer answer() {
        return new Answer(new LetterReader(), tickets, seal, () -> desk, room,
            new Dispatch(new Answers(seal), folders, conversations, gestures, () -> desk, room));
    }

    /** A customer's question. @param more header fields, each with its line end */
    String question(String messageId, String more) {
        return """
            From: "王芳" <wang.fang@example.com>
            To: <%s>
            Subject: 退款什么时候到账
            Date: Mon, 23 Nov 2026 10:00:00 +0800
            Message-ID: %s
            %sMIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            您好，我上周申请的退款还没有到账，请帮我查一下。谢谢！
            """.formatted(service, messageId, more);
    }

    /** Runs the whole flow for a customer's question. @return what was decided */
    Docket ask(String name, String messageId, String more) {
        return run(name, "wang.fang@example.com", List.of(service), question(messageId, more));
    }

    /** Runs the whole flow for a mail. @return what was decided */
    Docket run(String name, String sender, List<String> recipients, String message) {
        return run(mail(name, sender, recipients, message), acts.size());
    }

    /** Runs the first acts only, as a crash behind them would. */
    Docket run(Mail mail, int count) {
        try {
            Docket decided = null;
            for (Mailet act : acts.subList(0, count)) {
                boolean twin = Dockets.find(mail).flatMap(Docket::match).filter(Match.Twin.class::isInstance).isPresent();
                if (!twin || !(act instanceof File || act instanceof Relay)) {
                    act.service(mail);
                }
                decided = Dockets.find(mail).orElse(decided);
            }
            return decided;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    Mail mail(String name, String sender, List<String> recipients, String message) {
        try {
            MailImpl.Builder mail = MailImpl.builder().name(name).sender(sender.isEmpty() ? MailAddress.nullSender() : new MailAddress(sender))
                .addAttribute(new Attribute(Dockets.RECEIVED_AT, AttributeValue.of(now.toEpochMilli())))
                .addAttribute(new Attribute(Dockets.RECIPIENTS, AttributeValue.of(String.join(",", recipients))));
            for (String recipient : recipients) {
                mail.addRecipient(recipient);
            }
            MailImpl built = mail.build();
            new RawMessage(name, message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)).replaceIn(built);
            return built;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    record Filed(String mail, String folder, String header, String keywords, byte[] body) {
    }

    record Sent(String name, String recipients, String message, String state) {
    }

    List<Filed> filed() {
        return store.read(connection -> Sql.list(connection, "select * from filed order by rowid",
            row -> new Filed(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBytes(5))));
    }

    List<Sent> sent() {
        return store.read(connection -> Sql.list(connection, "select * from left_behind order by rowid",
            row -> new Sent(row.getString(1), row.getString(2), new String(row.getBytes(3), StandardCharsets.UTF_8), row.getString(4))));
    }

    /** How many rows a table has. */
    int rows(String table) {
        return store.read(connection -> Sql.first(connection, "select count(*) from " + table, row -> row.getInt(1)).orElseThrow());
    }

    @Override
    public void close() {
        store.close();
    }

    private final class TableFolders implements Folders {
        @Override
        public void file(Filing filing) throws MessagingException {
            store.writeAndWait(filing(filing));
        }

        @Override
        public Work<?> filing(Filing filing) throws MessagingException {
            if (unreadable) {
                throw new MessagingException("a read error");
            }
            byte[] octets = Carried.octets(filing.mail());
            return connection -> Sql.update(connection, "insert or ignore into filed values (?, ?, ?, ?, ?)", filing.mail().getName(),
                filing.folder(), filing.added(), String.join(" ", filing.keywords()), octets);
        }
    }

    private static final class TableOutbox implements Outbox {
        @Override
        public void sendOnce(Connection connection, String name, String recipient, byte[] message) throws SQLException {
            put(connection, name, List.of(recipient), message, "outgoing");
        }

        @Override
        public void put(Connection connection, String name, List<String> recipients, byte[] message, String state) throws SQLException {
            Sql.update(connection, "insert or ignore into left_behind values (?, ?, ?, ?)", name, String.join(",", recipients), message, state);
        }
    }
}
