package postern.month;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.clocks.Views;
import postern.desk.TicketId;
import postern.gestures.Acts;
import postern.gestures.Standing;
import postern.server.ImapDialogue;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

/** Compares the month's books with what the gateway says of its tickets, and with what agents find in their folders. */
final class Books {
    private static final String ROW = "coalesce(state, '') || ' ' || coalesce(team, '') || ' ' || coalesce(agent, '') || ' '"
        + " || coalesce(topic, '') || ' '"
        + " || coalesce(priority, '') || ' ' || tier";
    static final String LAST_ANSWERED = "select number from ticket where id = (select ticket from ticket_event"
        + " where kind in ('answered', 'held') order by id desc limit 1)";
    private static final Pattern TICKET = Pattern.compile("ticket-(\\d{3}-\\d{3}-\\d{4})");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>@\\s]+@[^<>\\s]+>");
    private static final int STORY = 12;

    private final Office office;
    private final Month month;

    Books(Office office, Month month) {
        this.office = office;
        this.month = month;
    }

    static long number(TicketId id) {
        return Long.parseLong(id.value().replace("-", ""));
    }

    List<String> wrong(Collection<Page> pages) {
        List<String> wrong = new ArrayList<>();
        for (Page page : pages) {
            List<String> found = wrong(page);
            if (!found.isEmpty()) {
                wrong.add(page.id + ": " + found + "\n  hand: " + page.hand + "\n  books: " + page.lines + "\n  events: "
                    + story(page.id));
            }
        }
        return wrong;
    }

    private List<String> wrong(Page page) {
        List<String> wrong = new ArrayList<>();
        // Of one moment: tickets are handed out meanwhile.
        String[] both = office.text("select " + ROW + " || '|' || (select " + ROW
            + " from ticket_event where ticket = t.id and state is not null"
            + " order by id desc limit 1) from ticket t where number = ?", number(page.id)).split("[|]");
        String stands = both[0];
        String told = both[1];
        if (!stands.equals(told)) {
            wrong.add("stands " + stands + " but its events say " + told);
        }
        if (page.root() != page) {
            return wrong;
        }
        Ticket ticket = office.part(Tickets.class).find(page.id).orElseThrow();
        if (ticket.state() != page.state() || !ticket.team().equals(Optional.of(page.team)) || !ticket.topic()
            .equals(Optional.of(page.topic))) {
            wrong.add("stands " + stands + " but " + page.state() + " " + page.team + " " + page.topic + " by the books");
        }
        String clocks = office.text(
            "select coalesce(response, '-') || ' ' || coalesce(resolution, '-') from ticket where number = ?", number(page.id));
        String reckoned = shown(page.response()) + " " + shown(page.resolution());
        if (!clocks.equals(reckoned)) {
            wrong.add("is due " + moments(clocks) + " but " + moments(reckoned) + " by the calendar");
        }
        return wrong;
    }

    private String story(TicketId id) {
        StringBuilder story = new StringBuilder();
        for (TicketEvent event : office.part(Tickets.class).events(id, STORY)) {
            story.append("\n    ").append(event.at()).append(' ').append(event.kind()).append(' ').append(event.detail());
        }
        return story.toString();
    }

    private static String moments(String millis) {
        StringBuilder shown = new StringBuilder();
        for (String one : millis.split(" ")) {
            shown.append(one.equals("-") ? one : Instant.ofEpochMilli(Long.parseLong(one)).toString()).append(' ');
        }
        return shown.toString().strip();
    }

    private static String shown(Optional<Instant> moment) {
        return moment.map(one -> Long.toString(one.toEpochMilli())).orElse("-");
    }

    /** What agents would miss: customers' mails that lie elsewhere than their ticket stands, twice or nowhere, or say otherwise. */
    List<String> lies() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> copies = new HashMap<>();
        ImapDialogue alice = office.program("alice");
        for (String folder : folders()) {
            alice.ok("SELECT \"" + folder + "\"");
            for (String line : alice.count(folder) == 0 ? List.<String>of()
                : alice.ok("FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")) {
                Matcher number = TICKET.matcher(line);
                Matcher letter = MESSAGE_ID.matcher(line);
                if (number.find() && letter.find() && month.letters().containsKey(letter.group())) {
                    copies.merge(letter.group(), 1, Integer::sum);
                    wrong.addAll(wrong(new TicketId(number.group(1)), letter.group(), folder, line));
                }
            }
        }
        month.letters().keySet().stream().filter(letter -> copies.getOrDefault(letter, 0) != 1)
            .forEach(letter -> wrong.add(letter + " lies in " + copies.getOrDefault(letter, 0) + " places"));
        return wrong;
    }

    private List<String> wrong(TicketId ticket, String letter, String folder, String line) {
        List<String> wrong = new ArrayList<>();
        Page page = month.letters().get(letter).root();
        Standing standing = office.part(Acts.class).standing(ticket).orElseThrow();
        boolean aside = office.count("select count(*) from snooze where ticket = ?", ticket.value()) > 0;
        String place = aside ? office.desk().teams().get(standing.team()).folder() + "/Snoozed" : standing.folder(office.desk());
        if (!ticket.equals(page.id)) {
            wrong.add(letter + " is a mail of " + page.id + ", not of " + ticket);
        }
        boolean says = standing.keywords(List.of()).stream().allMatch(line::contains) && line.contains(Standing.SNOOZED) == aside
            && line.contains(Standing.DONE) == (standing.state() == Ticket.State.DONE)
                && line.contains(Standing.WAITING) == (standing.state() == Ticket.State.WAITING);
        if (!place.equals(folder) || !says) {
            wrong.add(letter + " lies in " + folder + " as " + line + " but stands " + standing);
        }
        return wrong;
    }

    private List<String> folders() {
        List<String> folders = new ArrayList<>(List.of("Desk/Deleted", "Desk/Unparsed"));
        office.desk().teams().values().forEach(team -> {
            folders.addAll(List.of(team.folder(), team.folder() + "/Waiting", team.folder() + "/Done", team.folder() + "/Snoozed"));
            team.members().forEach(agent -> folders.add(team.folder() + "/" + agent));
        });
        return folders;
    }

    /** @return whether a view shows just what is due by the books */
    boolean shows(Views.View view, Instant from, Instant before) {
        List<TicketId> due = month.pages().values().stream().filter(page -> page.root() == page)
            .filter(page -> java.util.stream.Stream.concat(page.response().stream(), page.resolution().stream())
                .min(Instant::compareTo)
                .filter(deadline -> !deadline.isBefore(from) && deadline.isBefore(before)).isPresent()).map(page -> page.id)
                    .toList();
        return java.util.Set.copyOf(due).equals(office.part(Views.class).shown(view));
    }
}
