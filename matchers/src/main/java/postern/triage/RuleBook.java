package postern.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import postern.desk.Desk;
import postern.desk.Rule;
import postern.desk.Topic;
import postern.desk.WorkCalendar;
import postern.letter.DataPoints;

/**
 * All rules of a desk, made ready to be asked of many mails.
 *
 * <p>A mail is looked through once for the words of all rules and once for the strings that their patterns need. Each rule waits
 * for the rarest thing without which it cannot be met, its {@link Guard}: a sender, a word, a needed string, a header. Only the
 * rules whose guard is in the mail are asked, so ten thousand rules cost hardly more than the dozen that have to do with it.
 */
final class RuleBook {
    private final List<Placed> rules = new ArrayList<>();
    private final Vocabulary vocabulary;
    private final GuardIndex guards;
    private final DataPoints points;

    /** A rule with its topic and its conditions made ready. */
    record Placed(Topic topic, Rule rule, WorkCalendar calendar, Question question) {
    }

    RuleBook(Desk desk, DataPoints points) {
        this.points = points;
        Vocabulary.Writer writer = new Vocabulary.Writer();
        desk.topics().values().forEach(topic -> {
            WorkCalendar calendar = desk.calendarOf(desk.teams().get(topic.team()));
            topic.rules().forEach(rule -> rules.add(new Placed(topic, rule, calendar, Question.of(rule.when(), writer, calendar))));
        });
        vocabulary = writer.vocabulary();
        guards = new GuardIndex(vocabulary, rules.stream().map(placed -> Guard.of(placed.rule().when(), writer)).toList());
    }

    /** @return the rules that the mail meets, in the order of the file */
    List<Ruling> met(Facts facts) {
        Sighting seen = vocabulary.look(facts.letter(), facts.folded());
        BitSet asked = guards.candidates(facts, seen);
        List<Ruling> met = new ArrayList<>();
        for (int number = asked.nextSetBit(0); number >= 0; number = asked.nextSetBit(number + 1)) {
            Placed placed = rules.get(number);
            Evidence evidence = new Evidence(placed.rule());
            if (placed.question().met(facts, seen, evidence)) {
                met.add(evidence.ruling(placed));
            }
        }
        return met;
    }

    Facts facts(Docket docket, Circumstances circumstances, CustomerGroups customers) {
        return new Facts(docket, circumstances, customers, points);
    }
}
