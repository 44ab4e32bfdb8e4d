package postern.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Topic;
import postern.letter.DataPoints;

/**
 * Decides what a mail is about. Made once for a desk.
 *
 * <p>The desk's rules decide. Where none is met, the service address does, and then the desk's fallback topic. Quoted text is not
 * looked at. A dry rule only says what it would do.
 */
final class Topics {
    private final Desk desk;
    private final RuleBook rules;
    private final Contest contest;
    private final CustomerGroups customers;
    private final boolean rulesAskForAge;

    Topics(Desk desk, DataPoints points, CustomerGroups customers) {
        this.desk = desk;
        this.rules = new RuleBook(desk, points);
        this.contest = new Contest(desk);
        this.customers = customers;
        this.rulesAskForAge = desk.topics().values().stream().flatMap(topic -> topic.rules().stream())
            .anyMatch(rule -> rule.when().asksForAge());
    }

    Classification classify(Docket docket, Circumstances circumstances) {
        Facts facts = rules.facts(docket, circumstances, customers);
        List<Ruling> met = rules.met(facts);
        List<Ruling> counting = met.stream().filter(ruling -> !ruling.rule().dry()).toList();
        Classification decided = counting.isEmpty() ? undecided(docket.envelope()) : contest.decided(counting);
        return decided.and(notes(facts, met));
    }

    /** @return what the rules say that ask for the age of the ticket; empty if none of them is met */
    Optional<Classification> byAge(Docket docket, Circumstances circumstances) {
        if (!rulesAskForAge) {
            return Optional.empty();
        }
        Facts facts = rules.facts(docket, circumstances, customers);
        List<Ruling> met = rules.met(facts).stream().filter(ruling -> !ruling.rule().dry() && ruling.rule().when().asksForAge())
            .toList();
        return met.isEmpty() ? Optional.empty() : Optional.of(contest.decided(met).and(facts.troubles()));
    }

    /** What is to be said besides the decision: groups that could not be asked, rules that only say what they would do. */
    private List<Reason> notes(Facts facts, List<Ruling> met) {
        List<Reason> notes = new ArrayList<>(facts.troubles());
        contest.would(met).forEach((rule, topic) -> notes.add(Classification.dry(rule, topic)));
        return notes;
    }

    private Classification undecided(Envelope envelope) {
        for (String recipient : envelope.recipients()) {
            Optional<Topic> topic = desk.serviceAddress(recipient).flatMap(address -> address.topic()).map(desk.topics()::get);
            if (topic.isPresent()) {
                return new Classification(topic.get(), Map.of(), Optional.empty(),
                    List.of(Reason.of("service-address", recipient)));
            }
        }
        return new Classification(desk.fallbackTopic(), Map.of(), Optional.empty(), List.of(Reason.of("no-rule")));
    }
}
