package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;

/** Whether the mail is about a topic: {@code TopicIs=refund}. */
public class TopicIs extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.classification().filter(topic -> topic.topic().id().equals(getCondition())).isPresent();
    }
}
