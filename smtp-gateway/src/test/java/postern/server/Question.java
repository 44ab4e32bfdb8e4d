package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.TicketId;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.wire.CompanyServer;

/** A customer's question, its ticket, and what agents do with it in their mail programs. */
final class Question implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 50;
    private static final Pattern LAST = Pattern.compile("(?m)^\\* (\\d+) FETCH [^\\n]*\\n");

    private final TestGateway gateway;
    private final String mark;
    private final Map<String, ImapDialogue> programs = new TreeMap<>();
    private TicketId ticket;

    private Question(TestGateway gateway, String mark) {
        this.gateway = gateway;
        this.mark = mark;
    }

    /** Asks by mail, and waits until the ticket lies in the team's folder. @param mark unlike any other's of the gateway */
    static Question ask(TestGateway gateway, String mark) throws Exception {
        return asked(gateway, mark, "Returns");
    }

    /** @param folder to which the question comes */
    static Question asked(TestGateway gateway, String mark, String folder) throws Exception {
        Question question = new Question(gateway, mark + "-end");
        question.send(question.id(), "");
        question.comesTo(folder, 1);
        question.ticket = TicketId.find(question.fetch("alice", folder, "BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)]")).getFirst();
        return question;
    }

    /** The same after a restart. */
    Question on(TestGateway other) {
        Question question = new Question(other, mark);
        question.ticket = ticket;
        return question;
    }

    String customer() {
        return mark + "@customer.example";
    }

    String id() {
        return "<" + mark + "@customer.example>";
    }

    TicketId ticket() {
        return ticket;
    }

    /** A mail of the customer. @param more header fields, each with its line end */
    void send(String id, String more) throws IOException {
        gateway.send(customer(), "returns@shop.example", "From: 王芳 <" + customer() + ">\nTo: returns@shop.example\nMessage-ID: " + id
            + "\n" + more + "Subject: refund " + mark + "\n\nI want my money back, " + mark + ".\n");
    }

    /** A further mail of the customer. */
    void chase(String id) throws IOException {
        send(id, "In-Reply-To: " + id() + "\n");
    }

    ImapDialogue program(String agent) throws Exception {
        if (!programs.containsKey(agent)) {
            programs.put(agent, gateway.agent(agent));
        }
        return programs.get(agent);
    }

    /** @return of the mails of this customer, and to this customer */
    String uids(String agent, String folder) throws Exception {
        ImapDialogue imap = program(agent);
        imap.ok("SELECT \"" + folder + "\"");
        String found = String.join("\n", imap.ok("UID SEARCH OR FROM \"" + customer() + "\" TO \"" + customer() + "\""));
        Matcher uids = Pattern.compile("\\* SEARCH ([\\d ]+)").matcher(found);
        return uids.find() ? uids.group(1).strip().replace(' ', ',') : "";
    }

    int in(String agent, String folder) throws Exception {
        String uids = uids(agent, folder);
        return uids.isEmpty() ? 0 : uids.split(",").length;
    }

    void comesTo(String folder, int mails) {
        comesTo("alice", folder, mails);
    }

    void comesTo(String agent, String folder, int mails) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(in(agent, folder)).as(folder).isEqualTo(mails));
    }

    String fetch(String agent, String folder, String what) throws Exception {
        return String.join("\n", program(agent).ok("UID FETCH " + uids(agent, folder) + " (" + what + ")"));
    }

    /** Does something to the first mail of the ticket in a folder, such as {@code MOVE # Returns/Done}. */
    void act(String agent, String folder, String command) throws Exception {
        String first = uids(agent, folder).split(",")[0];
        program(agent).ok("UID " + command.replace("#", first));
    }

    /** Submits a mail that answers the question. @return the server's reply */
    String submit(String agent, List<String> to, String more, String text) throws Exception {
        return gateway.submit(agent, to, "From: " + agent + "@shop.example\nTo: " + String.join(", ", to) + "\n" + more + "Subject: Re: refund " + mark
            + "\nMessage-ID: <" + agent + text.hashCode() + mark + to.hashCode() + "@shop.example>\nIn-Reply-To: " + id()
            + "\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n");
    }

    String answer(String agent, String text) throws Exception {
        return submit(agent, List.of(customer()), "", text);
    }

    /** An order by the detail of the control address, or by the first line of a mail to it. */
    String order(String agent, String order) throws Exception {
        boolean line = order.startsWith("#") || order.startsWith("＃");
        return submit(agent, List.of(line ? "desk@shop.example" : "desk+" + order + "@shop.example"), "", line ? order : "");
    }

    Ticket now() {
        return gateway.gateway().part(Tickets.class).find(ticket).orElseThrow();
    }

    List<String> events() {
        return gateway.gateway().part(Tickets.class).events(ticket, EVENTS).stream().map(TicketEvent::kind).toList();
    }

    /** Answers that left for the customer. */
    List<String> sent() {
        return gateway.deliveries().stream().filter(delivery -> delivery.recipients().contains(customer()) && !delivery.sender().isEmpty())
            .map(CompanyServer.Delivery::content).map(octets -> new String(octets, StandardCharsets.UTF_8)).toList();
    }

    /** The last mail of an agent's inbox, read as a person does; that and all before it are gone then. */
    Letter notice(String agent) throws Exception {
        ImapDialogue imap = program(agent);
        await().atMost(PATIENCE).until(() -> imap.count("INBOX") > 0);
        imap.ok("SELECT INBOX");
        String mail = String.join("\n", imap.ok("FETCH * (BODY.PEEK[])"));
        Matcher last = LAST.matcher(mail);
        assertThat(last.find()).as(mail).isTrue();
        // One that comes meanwhile is for the next time.
        imap.ok("STORE 1:" + last.group(1) + " +FLAGS (\\Deleted)");
        imap.ok("EXPUNGE");
        return new LetterReader().read(mail.substring(last.end()).replace("\n)", "").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        for (ImapDialogue program : programs.values()) {
            program.close();
        }
    }
}
