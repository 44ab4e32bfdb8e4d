package postern.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import postern.desk.Desk;
import postern.desk.Topic;
import postern.triage.model.Training;
import postern.triage.model.Wording;

/** Looks through the example phrases of a desk for those from which the classifier learns nothing, or the wrong thing. */
public final class ExampleReview {
    private ExampleReview() {
    }

    /**
     * @param topic its id
     * @param what is odd, a clause
     * @param hint what to write instead, a clause
     */
    public record Remark(String topic, String what, String hint) {
    }

    /** @return in the order of the file */
    public static List<Remark> of(Desk desk) {
        List<Remark> remarks = new ArrayList<>();
        Map<Wording, Topic> seen = new LinkedHashMap<>();
        for (Topic topic : desk.topics().values()) {
            for (String phrase : topic.examples()) {
                Wording wording = Wordings.of("", phrase);
                if (wording.text().codePoints().noneMatch(Character::isLetter)) {
                    remarks.add(new Remark(topic.id(), "from the example '" + phrase + "' nothing can be learned", "write what a customer would say"));
                }
                Topic other = seen.putIfAbsent(wording, topic);
                if (other != null) {
                    remarks.add(new Remark(topic.id(), "its example '" + phrase + "' is one of topic '" + other.id() + "' too", "take one out"));
                }
            }
        }
        List<Topic> taught = desk.topics().values().stream().filter(topic -> !topic.examples().isEmpty()).toList();
        if (taught.size() == 1) {
            remarks.add(new Remark(taught.getFirst().id(), "it alone has examples, and so there is nothing to tell apart", "write some for other topics"));
        }
        if (seen.size() > Training.MOST) {
            remarks.add(new Remark(taught.getLast().id(), "only the first " + Training.MOST + " examples of the file are looked at", "write fewer"));
        }
        return remarks;
    }
}
