package postern.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import postern.desk.Agent;
import postern.desk.TicketId;
import postern.gestures.Act;
import postern.gestures.Acts;
import postern.gestures.Waking;
import postern.tickets.Ticket;

/** Who does what in the month, and the books of it. */
final class Month {
    static final int STEPS = 8;
    static final int AT_ONCE = 6;
    private static final List<String> WRITERS = List.of("alice", "bob", "grace", "hao");

    private final Office office;
    private final int tickets;
    private final Random random;
    private final Hands hands;
    private final Seams seams;
    private WallCalendar wall;
    private final Map<TicketId, Page> pages = new LinkedHashMap<>();
    /** Customers' mails by Message-ID, in the order in which they were written, with the ticket that each was for. */
    private final Map<String, Page> letters = new LinkedHashMap<>();
    private final Map<String, Integer> writers = new HashMap<>();
    private final Set<Page> touched = new LinkedHashSet<>();
    /** What is known only when all is done. */
    private final List<Runnable> later = new ArrayList<>();
    private int customers;
    private int mails;

    Month(Office office, int tickets, int seed) {
        this.office = office;
        this.tickets = tickets;
        this.random = new Random(seed);
        this.wall = new WallCalendar(office.desk());
        this.hands = new Hands(office, random);
        this.seams = new Seams(office, this, hands, random);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Set<Page> touched() {
        return touched;
    }

    Map<TicketId, Page> pages() {
        return pages;
    }

    Map<String, Page> letters() {
        return letters;
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Some things that happen at about the same time, each to a ticket of its own. */
    void round() throws Exception {
        touched.clear();
        wake();
        for (int i = 0; i < AT_ONCE; i++) {
            step();
        }
    }

    /** A holiday is announced and promises change, while tickets are open. */
    void announce() {
        office.announce();
        wall = new WallCalendar(office.desk());
    }

    /** Brings the books up to date when all is done. */
    void book() {
        later.forEach(Runnable::run);
        later.clear();
    }

    private void wake() {
        office.part(Waking.class).round();
        for (Page page : pages.values()) {
            if (page.asleep.filter(until -> !until.isAfter(office.now())).isPresent()) {
                page.asleep = Optional.empty();
                if (page.root() == page && page.state() == Ticket.State.WAITING) {
                    page.asked(office.now());
                    touched.add(page);
                }
            }
        }
    }

    private void step() throws Exception {
        Agent writer = office.desk().agents().get(any(WRITERS));
        List<Page> free = pages.values().stream().filter(page -> page.root() == page && !touched.contains(page)).toList();
        if (free.isEmpty() || customers < tickets && random.nextInt(5) == 0) {
            ask();
            return;
        }
        Page page = any(free);
        touched.add(page);
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> ask(page);
            case 3 -> write(letter(page), "", "Thank you very much!", Optional.of(page));
            case 4 -> write(letter(page), "Auto-Submitted: auto-replied\n", "I am away until mail " + mails, Optional.of(page));
            case 5, 6, 7 -> answer(page, writer);
            case 8, 9, 10, 11 -> {
                if (!lettersOf(page).isEmpty()) {
                    hands.one(page, writer, this::letter).ifPresent(act -> hands.book(page, act));
                }
            }
            case 12 -> takeBack(page, writer);
            case 13 -> seams.merge(page, any(free), writer);
            case 14 -> seams.split(page, writer);
            default -> release(free.stream().filter(one -> !touched.contains(one) && office.holds(one.id)).findFirst().orElse(page));
        }
    }

    /** @return one of the customers' mails of a ticket */
    String letter(Page page) {
        List<String> all = lettersOf(page);
        return all.isEmpty() ? "<none@customer.example>" : any(all);
    }

    List<String> lettersOf(Page page) {
        return letters.entrySet().stream().filter(letter -> letter.getValue().root() == page).map(Map.Entry::getKey).toList();
    }

    private void ask() throws Exception {
        int customer = ++customers;
        Instant at = office.now();
        String letter = write("", "", "My matter " + customer + " is not settled, says mail " + mails + ". What becomes of it?",
            Optional.empty());
        later.add(() -> {
            long number = office.count("select number from ticket where customer = ?", address(customer));
            Page page = new Page(TicketId.ofDigits(Long.toString(number)), () -> wall);
            page.topic = office.text("select topic from ticket where number = ?", number);
            page.team = office.text("select team from ticket where number = ?", number);
            page.asked(at);
            assertThat(pages.put(page.id, page)).as("of customer " + customer).isNull();
            letters.put(letter, page);
            touched.add(page);
        });
    }

    private void ask(Page page) throws Exception {
        String before = letter(page);
        if (writers.containsKey(before)) {
            write(before, "", "My matter is not settled, says mail " + mails + ". What becomes of it?", Optional.of(page));
            page.asked(office.now());
            page.asleep = Optional.empty();
        }
    }

    private static String address(int customer) {
        return "c" + customer + "@customer" + customer + ".example";
    }

    /** @return Message-ID @param page of the ticket, if there is one already */
    private String write(String before, String header, String text, Optional<Page> page) throws Exception {
        int customer = before.isEmpty() ? customers : writers.getOrDefault(before, 0);
        String letter = "<m" + ++mails + "." + customer + "@customer.example>";
        if (customer > 0) {
            String to = List.copyOf(office.desk().addresses().keySet()).get(customer % office.desk().addresses().size());
            office.write(address(customer), to, "From: <" + address(customer) + ">\nTo: <" + to + ">\nSubject: "
                + (before.isEmpty() ? "" : "Re: ") + "matter " + customer
                + "\nMessage-ID: " + letter + "\n" + header + (before.isEmpty() ? "" : "In-Reply-To: " + before + "\n") + "\n"
                    + text + "\n");
            writers.put(letter, customer);
            page.ifPresent(known -> letters.put(letter, known));
        }
        return letter;
    }

    private void answer(Page page, Agent writer) throws Exception {
        String letter = letter(page);
        if (!writers.containsKey(letter)) {
            return;
        }
        Instant at = office.now();
        int before = office.kinds(page.id).size();
        submit(letter, writer);
        if (random.nextInt(3) == 0) {
            // A colleague who has not seen it: that answer is held.
            office.settle();
            submit(letter, office.desk().agents().get(any(WRITERS)));
        }
        later.add(() -> {
            List<String> all = office.kinds(page.id);
            List<String> news = all.subList(before, all.size());
            assertThat(news).as("an answer about " + letter + " to " + page.id + ", not " + office.text(Books.LAST_ANSWERED))
                .containsAnyOf("answered", "held");
            if (news.contains("answered")) {
                page.turned(Ticket.State.WAITING, at);
                page.asleep = Optional.empty();
            }
        });
    }

    private void submit(String letter, Agent writer) throws Exception {
        String to = address(writers.get(letter));
        assertThat(office.submit(writer, List.of(to), "From: <" + writer.login() + ">\nTo: <" + to + ">\nSubject: Re: matter\n"
            + "Message-ID: <a" + ++mails + "@shop.example>\nIn-Reply-To: " + letter + "\n\nIt is settled now.\n")).startsWith("250");
    }

    /** A lead lets an answer leave that was held. */
    private void release(Page page) {
        Agent writer = office.desk().agents().get("alice");
        touched.add(page);
        if (office.part(Acts.class).release("release-" + ++mails, page.id, writer, office.now())) {
            page.turned(Ticket.State.WAITING, office.now());
            page.asleep = Optional.empty();
        }
    }

    /** An agent does something and takes it back within a minute; the customer may write between the two. */
    private void takeBack(Page page, Agent writer) throws Exception {
        Act act = hands.any();
        if (act instanceof Act.Snooze || act instanceof Act.Wake || page.asleep.isPresent()) {
            return;
        }
        int lines = page.lines.size();
        String topic = page.topic;
        String team = page.team;
        hands.obeyed(page, act, writer);
        hands.book(page, act);
        Optional<Page.Line> done = page.lines.size() > lines ? Optional.of(page.lines.getLast()) : Optional.empty();
        office.passes(Duration.ofSeconds(random.nextInt(20)));
        if (random.nextInt(3) == 0) {
            ask(page);
            office.settle();
        }
        office.passes(Duration.ofSeconds(random.nextInt(20)));
        long undone = office.kinds(page.id).stream().filter("undone"::equals).count();
        hands.obeyed(page, new Act.Undo(), writer);
        if (office.kinds(page.id).stream().filter("undone"::equals).count() > undone) {
            done.ifPresent(page::strike);
            page.topic = topic;
            page.team = team;
        }
    }
}
