package postern.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Team;
import postern.gestures.Act;
import postern.gestures.Acts;
import postern.gestures.Standing;
import postern.gestures.Until;
import postern.tickets.Ticket;

/** What agents' hands do to a ticket: by folder, by keyword, by a control address, or as one of the three would. */
final class Hands {
    static final String SNOOZED_FOR = "3h";
    private static final Act SNOOZE = new Act.Snooze(Until.read(SNOOZED_FOR).orElseThrow());

    private final Office office;
    private final Random random;
    private int orders;

    Hands(Office office, Random random) {
        this.office = office;
        this.random = random;
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private Team team() {
        return any(List.copyOf(office.desk().teams().values()));
    }

    private String agent() {
        return any(List.copyOf(office.desk().agents().keySet()));
    }

    private String topic() {
        return any(List.copyOf(office.desk().topics().keySet()));
    }

    /** @param writer who has a mail program @return what was done, unless nothing was */
    Optional<Act> one(Page page, Agent writer, Function<Page, String> letter) throws Exception {
        return switch (random.nextInt(4)) {
            case 0 -> dragged(page, writer);
            case 1 -> marked(page, writer);
            case 2 -> Optional.of(ordered(page, writer, letter.apply(page)));
            default -> {
                Act act = any();
                yield obeyed(page, act, office.desk().agents().get(agent())) ? Optional.of(act) : Optional.empty();
            }
        };
    }

    /** An act as any of the ways may ask for it. */
    Act any() {
        return any(List.of(new Act.Wait(Optional.empty()), new Act.Finish(Optional.empty()), new Act.Reopen(),
            new Act.Rank(Priority.URGENT), new Act.Shift(false),
            new Act.Escalate(), new Act.Give(agent()), new Act.GiveBack("not mine"), new Act.Assign(team().id(), Optional.empty()),
                new Act.About(topic()), new Act.Junk(),
            SNOOZE, new Act.Wake()));
    }

    boolean obeyed(Page page, Act act, Agent agent) {
        page.hand = agent.id() + " " + act;
        return office.part(Acts.class).obey("order-" + ++orders + "-" + office.crashes(), page.id, act, agent, office.now()).isEmpty();
    }

    private String folder(Page page) {
        Standing standing = office.part(Acts.class).standing(page.id).orElseThrow();
        boolean aside = office.count("select count(*) from snooze where ticket = ?", page.id.value()) > 0;
        return aside ? office.desk().teams().get(standing.team()).folder() + "/Snoozed" : standing.folder(office.desk());
    }

    private Optional<Act> dragged(Page page, Agent writer) throws Exception {
        Team team = team();
        String agent = agent();
        Map.Entry<String, Act> target = any(List.of(Map.<String, Act>entry(team.folder(),
            new Act.Assign(team.id(), Optional.empty())),
            Map.entry(team.folder() + "/" + agent, new Act.Assign(team.id(), Optional.of(agent))),
                Map.entry(team.folder() + "/Waiting", new Act.Wait(Optional.of(team.id()))),
            Map.entry(team.folder() + "/Done", new Act.Finish(Optional.of(team.id())))));
        String from = random.nextInt(4) == 0 ? "Desk/Overdue" : folder(page);
        boolean copies = random.nextBoolean();
        page.hand = writer.id() + (copies ? " copies from " : " drags from ") + from + " to " + target.getKey();
        if (from.equals(target.getKey()) || !office.act(writer.id(), from, page.id, (copies ? "COPY" : "MOVE") + " # \""
            + target.getKey() + "\"")) {
            return Optional.empty();
        }
        if (copies && office.act(writer.id(), from, page.id, "STORE # +FLAGS (\\Deleted)")) {
            office.program(writer.id()).ok("EXPUNGE");
        }
        return Optional.of(target.getValue());
    }

    private Optional<Act> marked(Page page, Agent writer) throws Exception {
        // A keyword that is there already is no gesture.
        String topic = any(office.desk().topics().keySet().stream().filter(one -> !one.equals(page.topic)).toList());
        List<Map.Entry<String, Act>> marks = new ArrayList<>(List.of(Map.entry("+FLAGS ($Done)", new Act.Finish(Optional.empty())),
            Map.entry("+FLAGS ($Waiting)", new Act.Wait(Optional.empty())),
                Map.entry("+FLAGS ($Urgent)", new Act.Rank(Priority.URGENT)),
            Map.entry("+FLAGS (priority-low)", new Act.Rank(Priority.LOW)), Map.entry("+FLAGS ($Escalated)", new Act.Escalate()),
                Map.entry("+FLAGS ($Junk)", new Act.Junk()),
            Map.entry("+FLAGS (snooze-" + SNOOZED_FOR + ")", SNOOZE),
                Map.entry("+FLAGS (topic-" + topic + ")", new Act.About(topic))));
        if (page.state() == Ticket.State.DONE) {
            marks.add(Map.entry("-FLAGS ($Done)", new Act.Reopen()));
        } else if (page.state() == Ticket.State.WAITING) {
            marks.add(Map.entry("-FLAGS ($Waiting)", new Act.Reopen()));
        }
        Map.Entry<String, Act> mark = any(marks);
        page.hand = writer.id() + " marks in " + folder(page) + ": " + mark.getKey();
        return office.act(writer.id(), folder(page), page.id, "STORE # " + mark.getKey()) ? Optional.of(mark.getValue())
            : Optional.empty();
    }

    private Act ordered(Page page, Agent writer, String letter) throws Exception {
        Team team = team();
        String agent = agent();
        Map.Entry<String, Act> order = any(List.of(Map.<String, Act>entry("done", new Act.Finish(Optional.empty())),
            Map.entry("waiting", new Act.Wait(Optional.empty())),
            Map.entry("reopen", new Act.Reopen()), Map.entry("urgent", new Act.Rank(Priority.URGENT)),
                Map.entry("down", new Act.Shift(false)),
            Map.entry("escalate", new Act.Escalate()), Map.entry("junk", new Act.Junk()),
                Map.entry("take", new Act.Give(writer.id())), Map.entry("notme", new Act.GiveBack("")),
            Map.entry("wake", new Act.Wake()), Map.entry("snooze-" + SNOOZED_FOR, SNOOZE),
                Map.entry("assign-" + agent, new Act.Give(agent)),
            Map.entry("team-" + team.id(), new Act.Assign(team.id(), Optional.empty()))));
        page.hand = writer.id() + " orders about " + letter + ": " + order.getKey();
        String to = "desk+" + order.getKey() + "@shop.example";
        assertThat(office.submit(writer, List.of(to), "From: " + writer.login() + "\nTo: " + to
            + "\nSubject: Re: matter\nMessage-ID: <order" + ++orders + "@shop.example>\nIn-Reply-To: "
            + letter + "\n\n\n")).startsWith("250");
        return order.getValue();
    }

    /** Writes an act into the books. */
    void book(Page page, Act act) {
        Desk desk = office.desk();
        switch (act) {
            case Act.Assign(String to, Optional<String> whom) -> open(page, to);
            case Act.Give give -> open(page, page.team);
            case Act.GiveBack back -> open(page, page.team);
            case Act.Reopen reopen -> open(page, page.team);
            case Act.Escalate escalate -> open(page, page.team);
            case Act.Wait(Optional<String> to) -> rest(page, to, Ticket.State.WAITING);
            case Act.Finish(Optional<String> to) -> rest(page, to, Ticket.State.DONE);
            case Act.Junk junk -> rest(page, Optional.empty(), Ticket.State.DONE);
            case Act.About(String other) -> {
                page.topic = other;
                if (!desk.topics().get(other).team().equals(page.team)) {
                    Optional<java.time.Instant> asleep = page.asleep;
                    open(page, desk.topics().get(other).team());
                    page.asleep = asleep;
                }
            }
            case Act.Snooze snooze -> page.asleep = page.state() == Ticket.State.DONE ? page.asleep
                : Optional.of(office.now().plus(java.time.Duration.ofHours(3)));
            case Act.Wake wake -> page.asleep = Optional.empty();
            case Act.Rank rank -> { }
            case Act.Shift shift -> { }
            case Act.Undo undo -> throw new IllegalArgumentException("an undo takes another act back");
        }
    }

    private void open(Page page, String team) {
        page.team = team;
        page.asleep = Optional.empty();
        if (!page.isOpen()) {
            page.asked(office.now());
        }
    }

    private void rest(Page page, Optional<String> team, Ticket.State turn) {
        page.team = team.orElse(page.team);
        page.asleep = Optional.empty();
        if (page.state() != turn) {
            page.turned(turn, office.now());
        }
    }
}
