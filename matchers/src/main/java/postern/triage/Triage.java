package postern.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.OrderNumber;
import postern.desk.Reason;
import postern.desk.ServiceAddress;
import postern.desk.Team;
import postern.letter.DataPoints;
import postern.letter.Letter;
import postern.triage.model.Model;

/**
 * What the desk makes of a mail: its topic, its urgency, its team. Made once for a desk, which takes time in proportion to its
 * rules; then pure, fast and of any number of threads.
 */
public final class Triage {
    private final Desk desk;
    private final Topics topics;
    private final Urgencies urgencies;
    private final DataPoints points;
    private final Optional<Advice> advice;

    /** A triage that can ask no customer group. */
    public Triage(Desk desk) {
        this(desk, CustomerGroups.none());
    }

    public Triage(Desk desk, CustomerGroups customers) {
        this.desk = desk;
        this.urgencies = new Urgencies(desk, customers);
        this.points = new DataPoints(desk.orderNumbers().stream().map(OrderNumber::pattern).toList());
        this.topics = new Topics(desk, points, customers);
        this.advice = Optional.empty();
    }

    private Triage(Triage same, Optional<Model> model) {
        this.desk = same.desk;
        this.topics = same.topics;
        this.urgencies = same.urgencies;
        this.points = same.points;
        this.advice = model.filter(known -> desk.classifier().enabled()).map(known -> new Advice(desk, known));
    }

    /** @return the same desk's triage with another classifier, or with none; costs nothing */
    public Triage with(Optional<Model> model) {
        return new Triage(this, model);
    }

    public Desk desk() {
        return desk;
    }

    /** Finds what the desk's mails speak of, order numbers by the desk's own patterns. */
    public DataPoints points() {
        return points;
    }

    public Classification classify(Letter letter, Envelope envelope) {
        return classify(letter, envelope, Circumstances.unknown());
    }

    public Classification classify(Letter letter, Envelope envelope, Circumstances circumstances) {
        return classify(Docket.of(envelope).with(letter), circumstances);
    }

    /** @param docket with its letter */
    public Classification classify(Docket docket, Circumstances circumstances) {
        Classification ruled = topics.classify(docket, circumstances);
        return advice.map(model -> model.weigh(ruled, docket)).orElse(ruled);
    }

    /** @return what a further mail of a ticket is about by the rules that ask for the ticket's age; empty if none of them is met */
    public Optional<Classification> byAge(Docket docket, Circumstances circumstances) {
        return circumstances.ticketOpened().isEmpty() ? Optional.empty() : topics.byAge(docket, circumstances);
    }

    /** @param match tells whether the customer asks again */
    public Urgency urgency(Letter letter, Envelope envelope, Classification classification, Match match) {
        return urgency(Docket.of(envelope).with(letter).with(classification).with(match), Pressure.NONE);
    }

    /**
     * @param docket with letter, topic and ticket; the match tells whether the customer asks again
     * @param pressure what the ticket went through, if it is a further mail of one
     */
    public Urgency urgency(Docket docket, Pressure pressure) {
        Team team = pressure.team().map(desk.teams()::get)
            .orElseGet(() -> assign(docket.envelope(), docket.classification().orElseThrow(), Optional.empty()).team());
        return urgencies.urgency(docket, pressure, desk.calendarOf(team));
    }

    /** @param worker the agent who has the ticket, if it is a further mail of one; kept while the agent is in the team */
    public Assignment assign(Envelope envelope, Classification classification, Optional<Agent> worker) {
        Assignment ofTeam = team(envelope, classification);
        Optional<Agent> kept = worker.filter(agent -> ofTeam.team().members().contains(agent.id()));
        List<Reason> reasons = new ArrayList<>(ofTeam.reasons());
        kept.ifPresent(agent -> reasons.add(Reason.of("agent-of-ticket", agent.id())));
        int tier = classification.topic().tier();
        if (tier > 1) {
            reasons.add(Reason.of("tier-of-topic", Integer.toString(tier)));
        }
        return new Assignment(ofTeam.team(), kept, Level.of(tier, ofTeam.team(), desk.calendarOf(ofTeam.team()), envelope.receivedAt()), reasons);
    }

    private Assignment team(Envelope envelope, Classification classification) {
        for (String recipient : envelope.recipients()) {
            String address = recipient.toLowerCase(Locale.ROOT);
            Optional<Team> named = desk.teams().values().stream().filter(team -> team.address().equals(address)).findFirst();
            if (named.isPresent()) {
                return to(named.get(), "team-address", address);
            }
        }
        if (classification.scores().isEmpty()) {
            for (String recipient : envelope.recipients()) {
                Optional<Team> team = desk.serviceAddress(recipient).flatMap(ServiceAddress::team).map(desk.teams()::get);
                if (team.isPresent()) {
                    return to(team.get(), "service-address-team", recipient);
                }
            }
        }
        return to(desk.teams().get(classification.topic().team()), "topic-team", classification.topic().id());
    }

    private static Assignment to(Team team, String code, String detail) {
        return new Assignment(team, Optional.empty(), List.of(Reason.of(code, detail)));
    }
}
