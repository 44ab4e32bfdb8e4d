package postern.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.server.ImapDialogue;
import postern.server.Submission;

/**
 * An agent at work until the gateway is gone: drags, marks or orders, always the same with a ticket, so that the last one counts.
 */
final class GestureWorker {
    private static final String LOGIN = "alice@shop.example";
    private static final Pattern UIDS = Pattern.compile("\\* SEARCH ([\\d ]+)");
    private static final List<String> MARKED = List.of("Returns", "Returns/Waiting", "Returns/Done");
    private static final Map<String, String> ORDERS = Map.of("Returns/Waiting", "waiting", "Returns/Done", "done", "Returns/dora",
        "assign-dora", "Returns/chen", "assign-chen");

    private static final int COPIES_KIND = 1;
    private static final int MARKS_KIND = 2;
    private static final int ORDERS_KIND = 3;
    private static final int KINDS = 4;

    private final Thread thread;

    private GestureWorker(Thread thread) {
        this.thread = thread;
    }

    /** Somebody who drags by MOVE, somebody by COPY and EXPUNGE, somebody who marks, and somebody who orders by mail. */
    static List<GestureWorker> some(ChildGateway gateway, List<WorkedTicket> tickets, int round, Random random,
        AtomicInteger gestures) {
        List<GestureWorker> workers = new ArrayList<>();
        for (int kind = 0; kind < KINDS; kind++) {
            int mine = kind;
            // Of two orders about a ticket either may come first: each ticket is ordered about in one round.
            List<WorkedTicket> own = tickets.stream().filter(ticket -> ticket.number() % KINDS == mine
                && (mine != ORDERS_KIND || ticket.number() / KINDS % 3 == round % 3)).toList();
            Random dice = new Random(random.nextLong());
            workers.add(new GestureWorker(Thread.ofVirtual().start(() -> work(gateway, mine, own, dice, gestures))));
        }
        return workers;
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private static void work(ChildGateway gateway, int kind, List<WorkedTicket> own, Random dice, AtomicInteger gestures) {
        try {
            // The first log-in makes those that follow cheap.
            ImapDialogue imap = gateway.imaps(LOGIN);
            if (kind == ORDERS_KIND) {
                order(gateway, own, dice, gestures);
            } else {
                work(imap, kind, own, dice, gestures);
            }
        } catch (IOException e) {
            // The gateway was killed.
        }
    }

    private static void work(ImapDialogue imap, int kind, List<WorkedTicket> own, Random dice,
        AtomicInteger gestures) throws IOException {
        while (true) {
            WorkedTicket ticket = own.get(dice.nextInt(own.size()));
            List<String> places = kind == MARKS_KIND ? MARKED : WorkedTicket.FOLDERS;
            String target = places.get(dice.nextInt(places.size()));
            for (String folder : places) {
                // A keyword that is there already is no gesture: who marks waits until the last mark was obeyed.
                String uid = folder.equals(target) || kind == MARKS_KIND && !ticket.isIn(folder) ? "" : uid(imap, folder, ticket);
                if (!uid.isEmpty()) {
                    ticket.begins(target);
                    if (done(imap, kind, uid, folder, target)) {
                        ticket.answered(target);
                        gestures.incrementAndGet();
                    }
                }
            }
        }
    }

    private static String uid(ImapDialogue imap, String folder, WorkedTicket ticket) throws IOException {
        imap.ok("SELECT " + folder);
        Matcher uids = UIDS.matcher(String.join("\n", imap.ok("UID SEARCH HEADER Message-ID \"" + ticket.messageId() + "\"")));
        return uids.find() ? uids.group(1).strip().split(" ")[0] : "";
    }

    private static String mark(String folder, String target) {
        return switch (target) {
            case "Returns/Waiting" -> "+FLAGS ($Waiting)";
            case "Returns/Done" -> "+FLAGS ($Done)";
            default -> folder.equals("Returns/Done") ? "-FLAGS ($Done)" : "-FLAGS ($Waiting)";
        };
    }

    private static boolean done(ImapDialogue imap, int kind, String uid, String folder, String target) throws IOException {
        List<String> said = imap.command("UID " + switch (kind) {
            case MARKS_KIND -> "STORE " + uid + " " + mark(folder, target);
            case COPIES_KIND -> "COPY " + uid + " " + target;
            default -> "MOVE " + uid + " " + target;
        });
        if (kind == COPIES_KIND) {
            imap.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
            imap.command("EXPUNGE");
        }
        return said.getLast().contains(" OK ") && said.stream().anyMatch(line -> line.contains("COPYUID")
            || line.contains("FETCH"));
    }

    /** Each ticket once: two mails may overtake each other. */
    private static void order(ChildGateway gateway, List<WorkedTicket> own, Random dice,
        AtomicInteger gestures) throws IOException {
        List<String> targets = List.copyOf(ORDERS.keySet());
        for (WorkedTicket ticket : own) {
            String target = targets.get(dice.nextInt(targets.size()));
            String to = "desk+" + ORDERS.get(target) + "@shop.example";
            ticket.begins(target);
            try (Submission submission = gateway.submission(LOGIN)) {
                if (submission.send(List.of(to), "From: " + LOGIN + "\nTo: " + to + "\nMessage-ID: <order-" + dice.nextLong()
                    + "@shop.example>\nIn-Reply-To: " + ticket.messageId()
                    + "\nSubject: Re: refund\n\n\n").startsWith("250")) {
                    ticket.answered(target);
                    gestures.incrementAndGet();
                }
            }
        }
    }
}
