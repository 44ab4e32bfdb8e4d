package postern.desk.file;

import static postern.desk.file.Field.optional;
import static postern.desk.file.Field.otherwise;
import static postern.desk.file.Field.required;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import postern.desk.EdgePolicy;
import postern.desk.Endpoint;
import postern.desk.Listeners;
import postern.desk.Outgoing;
import postern.desk.TicketPolicy;
import postern.desk.WorkCalendar;
import postern.desk.WorkCalendar.Block;

/** When the desk works and how mail comes and goes: calendars, ports, limits, ways out. */
final class MailForms {
    private static final Field<ZoneId> ZONE = required("zone", Notations.ZONE, "the time zone, such as Asia/Shanghai");
    private static final Field<Map<DayOfWeek, List<Block>>> WEEK = required("week", Hours.WEEK,
        "hours by day, such as mon-fri: 09:00-12:00, 13:30-18:00; a day that is missing is free");
    private static final Field<TreeSet<LocalDate>> HOLIDAYS = otherwise("holidays", Hours.DATES, "[]",
        "days nobody works, such as 2026-10-01 or 2026-10-01..2026-10-07");
    private static final Field<Map<LocalDate, DayOfWeek>> MAKE_UP = otherwise("make-up-days", Hours.MAKE_UP, "{}",
        "days that are worked though they would be free, and the day of the week whose hours they have");

    private static final Form<Function<String, WorkCalendar>> CALENDAR = new Form<>("When people work.", List.of(ZONE, WEEK, HOLIDAYS, MAKE_UP),
        values -> {
            values.get(MAKE_UP).forEach((date, day) -> {
                if (!values.get(WEEK).containsKey(day)) {
                    throw new IllegalArgumentException("make-up day " + date + " takes the hours of a day that has none");
                }
            });
            return id -> new WorkCalendar(id, values.get(ZONE), values.get(WEEK), values.get(HOLIDAYS), values.get(MAKE_UP));
        });

    static final Kind<Map<String, WorkCalendar>> CALENDARS = Kinds.named("calendar", Kinds.given("calendar", Notations.ID), CALENDAR, 1);

    private static final Field<Endpoint> SMTP = port("smtp", "0.0.0.0:25", "mail from outside");
    private static final Field<Endpoint> SUBMISSION = port("submission", "0.0.0.0:587", "mail of agents, STARTTLS");
    private static final Field<Endpoint> SUBMISSIONS = port("submissions", "0.0.0.0:465", "mail of agents, TLS from the start");
    private static final Field<Endpoint> IMAP = port("imap", "0.0.0.0:143", "reading mail, STARTTLS");
    private static final Field<Endpoint> IMAPS = port("imaps", "0.0.0.0:993", "reading mail, TLS from the start");
    private static final Field<Endpoint> HTTP = port("http", "127.0.0.1:8025", "health and metrics, without password: keep it on this machine");
    private static final Field<Optional<Path>> CERTIFICATE = optional("certificate", Notations.PATH,
        "PEM file with the certificate chain; when missing, a self-signed one is made");
    private static final Field<Optional<Path>> KEY = optional("key", Notations.PATH, "PEM file with the certificate's private key (PKCS#8)");

    static final Form<Listeners> LISTENERS = new Form<>("Where the gateway listens, host:port each. Changes need a restart.",
        List.of(SMTP, SUBMISSION, SUBMISSIONS, IMAP, IMAPS, HTTP, CERTIFICATE, KEY),
        values -> new Listeners(values.get(SMTP), values.get(SUBMISSION), values.get(SUBMISSIONS), values.get(IMAP), values.get(IMAPS),
            values.get(HTTP), values.get(CERTIFICATE), values.get(KEY)));

    private static final Kind<Long> MAIL_SIZE = Kinds.checked(Notations.SIZE, (size, node, findings) -> {
        // RFC 5321 §4.5.3.1.7: at least 64K octets must be taken; more than an int cannot be held in one piece.
        boolean fits = size >= 1 << 16 && size <= 1 << 30;
        if (!fits) {
            findings.mistake(node, "mails of this size do not work", "write a size from 64 KiB to 1 GiB");
        }
        return fits;
    });

    private static final Field<Long> MESSAGE_SIZE = otherwise("message-size", MAIL_SIZE, "50 MiB", "one mail at most, as it is sent");
    // RFC 5321 §4.5.3.1.8: at least 100 recipients must be taken.
    private static final Field<Integer> RECIPIENTS = otherwise("recipients", Kinds.number(100, 10_000), "100", "recipients of one mail at most");
    private static final Field<Integer> CONNECTIONS = otherwise("connections", Kinds.number(1, 100_000), "1000", "open connections at most");
    private static final Field<Integer> CONNECTIONS_PER_ADDRESS = otherwise("connections-per-address", Kinds.number(1, 100_000), "50",
        "open connections of one client at most");
    private static final Field<Integer> MAILS_PER_MINUTE = otherwise("mails-per-minute", Kinds.number(1, 10_000_000), "600",
        "mails of one client in a minute at most");
    private static final Field<Integer> SPOOL_DEPTH = otherwise("spool-depth", Kinds.number(1, 10_000_000), "100000",
        "mails that may wait inside before new ones are put off");
    private static final Field<Long> FREE_DISK = otherwise("free-disk", Notations.SIZE, "512 MiB", "free disk below which new mail is put off");
    // RFC 5321 §4.5.3.2.7: a server should wait five minutes for a command.
    private static final Field<Duration> COMMAND_TIMEOUT = otherwise("command-timeout", Notations.DURATION, "5 min", "silence between commands at most");
    private static final Field<Duration> DATA_TIMEOUT = otherwise("data-timeout", Notations.DURATION, "10 min", "time for the content of one mail at most");

    static final Form<EdgePolicy> EDGE = new Form<>("Limits against floods and mistakes of other servers.",
        List.of(MESSAGE_SIZE, RECIPIENTS, CONNECTIONS, CONNECTIONS_PER_ADDRESS, MAILS_PER_MINUTE, SPOOL_DEPTH, FREE_DISK, COMMAND_TIMEOUT,
            DATA_TIMEOUT), MailForms::edge);

    private static final Field<Optional<String>> SMART_HOST = optional("smart-host", Notations.HOST,
        "the company mail server, host or host:port; when missing, mail goes straight to the recipients' servers (MX)");
    private static final Field<Integer> CONNECTIONS_OUT = otherwise("connections", Kinds.number(1, 1000), "8",
        "connections to the smart host at once; without one, mail to many servers is not held up by one of them");
    private static final Field<List<String>> RELAY_DOMAINS = otherwise("relay-domains", Kinds.list(Kinds.given("relay domain", Notations.DOMAIN), 0), "[]",
        "other domains of the company, whose mail is accepted here and goes on to its mail server");
    private static final Field<List<String>> COPY_TO = otherwise("copy-to", Kinds.list(Kinds.given("copy address", Notations.ADDRESS), 0), "[]",
        "addresses on the company mail server that get a copy of every customer mail");
    private static final Field<List<Duration>> RETRIES = otherwise("retries", Kinds.list(Notations.DURATION, 1, false),
        "[5 min, 15 min, 1 h, 2 h, 4 h, 12 h, 1 d, 1 d, 1 d, 1 d]",
        "waits between attempts; after the last one the mail comes back");

    static final Form<Outgoing> OUTGOING = new Form<>("How mail leaves.", List.of(SMART_HOST, CONNECTIONS_OUT, RELAY_DOMAINS, COPY_TO, RETRIES),
        values -> new Outgoing(values.get(SMART_HOST), values.get(CONNECTIONS_OUT), values.get(RELAY_DOMAINS), values.get(COPY_TO),
            values.get(RETRIES)));

    private static final Field<Duration> REOPEN_WITHIN = otherwise("reopen-within", Notations.DURATION, "30 d",
        "mail to a ticket that was silent for longer opens a new one");

    private static final Field<Duration> SAME_TEXT_WITHIN = otherwise("same-text-within", Notations.DURATION, "7 d",
        "the same words of the same customer within this time are the same question");
    private static final Field<Boolean> JOIN_UNPROVEN = otherwise("join-unproven", Kinds.YES_OR_NO, "true",
        "whether the same words or the same order number join a ticket although nobody has proven the sender's address (SPF, DKIM)");
    private static final Field<Boolean> REPLY_ADDRESS = otherwise("reply-address", Kinds.YES_OR_NO, "false",
        "whether replies are asked to an address that only the ticket has, such as service+t-4821093766-…@; some providers refuse such addresses");

    static final Form<TicketPolicy> TICKETS = new Form<>("How long tickets live, and what brings mails to them.",
        List.of(REOPEN_WITHIN, SAME_TEXT_WITHIN, JOIN_UNPROVEN, REPLY_ADDRESS),
        values -> new TicketPolicy(values.get(REOPEN_WITHIN), values.get(SAME_TEXT_WITHIN), values.get(JOIN_UNPROVEN), values.get(REPLY_ADDRESS)));

    private MailForms() {
    }

    private static Field<Endpoint> port(String name, String usual, String doc) {
        return otherwise(name, Notations.ENDPOINT, "\"" + usual + "\"", doc);
    }

    private static EdgePolicy edge(Form.Values values) {
        return new EdgePolicy(values.get(MESSAGE_SIZE), values.get(RECIPIENTS), values.get(CONNECTIONS), values.get(CONNECTIONS_PER_ADDRESS),
            values.get(MAILS_PER_MINUTE), values.get(SPOOL_DEPTH), values.get(FREE_DISK), values.get(COMMAND_TIMEOUT), values.get(DATA_TIMEOUT));
    }
}
