package postern.replay;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.gestures.Rethinking;
import postern.store.Store;
import postern.tickets.Sql;
import postern.triage.Docket;
import postern.triage.Seal;

/** What open tickets would be without a rule: the mail that opened each is decided anew, as it came, by a desk that has not got the rule. */
public final class Without {
    private static final int PAGE = 500;

    private final Archive archive;
    private final Replay.Side side;
    private final Seal seal;
    private final String rule;

    /** An open ticket that the rule had a part in. */
    public record Case(TicketId ticket, String mail, String subject, String topic, String team, Optional<Priority> priority) {
    }

    /**
     * What is to be done with a case.
     *
     * @param order empty if nothing is
     * @param why nothing is done: a person had a hand in it, it is the same without the rule, or its mail cannot be had
     */
    public record Rethought(Case of, Optional<Rethinking.Order> order, String why) {
    }

    /** @param side a desk without the rule */
    public Without(Archive archive, Replay.Side side, Seal seal, String rule) {
        this.archive = archive;
        this.side = side;
        this.seal = seal;
        this.rule = rule;
    }

    /** Open tickets of which the reasons name the rule. */
    public static List<Case> cases(Store store, String rule, Instant since) {
        // The reason of a rule is rule-…(id) or rule-…(id:what).
        Pattern named = Pattern.compile("\\brule-(?!over-model)[a-z-]+\\(" + Pattern.quote(rule) + "[:)]");
        List<Case> cases = new ArrayList<>();
        long[] after = {0};
        int size;
        do {
            size = store.read(connection -> Sql.list(connection, """
                select t.id, t.number, t.subject, t.topic, t.team, t.priority, e.mail, e.detail from ticket t
                  join ticket_event e on e.ticket = t.id and e.kind = 'decided' join ticket_mail m on m.name = e.mail and m.kind = 'opened'
                  where t.state = 'open' and t.opened >= ? and t.id > ? and t.team is not null order by t.id limit""" + " " + PAGE, row -> {
                    after[0] = row.getLong("id");
                    if (named.matcher(row.getString("detail")).find()) {
                        cases.add(one(row));
                    }
                    return after[0];
                }, since, after[0])).size();
        } while (size == PAGE);
        return cases;
    }

    private static Case one(ResultSet row) throws SQLException {
        return new Case(TicketId.ofDigits(row.getString("number")), row.getString("mail"), row.getString("subject"),
            row.getString("topic"),
            row.getString("team"), Optional.ofNullable(row.getString("priority"))
                .map(word -> Priority.valueOf(word.toUpperCase(Locale.ROOT))));
    }

    /** @param touched what a person did to the ticket, if anybody did */
    public Rethought rethink(Case one, Optional<String> touched) throws IOException {
        if (touched.isPresent()) {
            return new Rethought(one, Optional.empty(), "left: " + touched.get());
        }
        Optional<Archived> mail = archive.mail(one.mail()).filter(found -> found.erased().isEmpty());
        if (mail.isEmpty()) {
            return new Rethought(one, Optional.empty(), "left: its mail is not in the archive");
        }
        Past past = ArchivedMails.past(mail.get());
        Past.Came came = past.content().read();
        // A course of its own, so that no other mail of the customer is joined.
        try (Course course = new Course(side.triage(), seal, side.own())) {
            Optional<Docket> docket = course.decide(course.read(past, came.way(), Paper.of(course.clean(came.octets())), mail.get()
                .at()), Optional.of(one.ticket()));
            return docket.filter(found -> found.urgency().isPresent() && found.assignment().isPresent())
                .map(found -> order(one, found))
                .orElseGet(() -> new Rethought(one, Optional.empty(), "left: it cannot be decided anew"));
        }
    }

    private Rethought order(Case one, Docket docket) {
        Rethinking.Order order = new Rethinking.Order(rule, one.ticket(), docket.classification().orElseThrow().topic().id(),
            docket.assignment().orElseThrow().team().id(), docket.urgency().orElseThrow().priority());
        boolean same = order.topic().equals(one.topic()) && order.team().equals(one.team()) && one.priority()
            .equals(Optional.of(order.priority()));
        return same ? new Rethought(one, Optional.empty(), "same without the rule") : new Rethought(one, Optional.of(order), "");
    }
}
