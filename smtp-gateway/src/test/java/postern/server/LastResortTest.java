package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.queue.api.Mails;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;

class LastResortTest {
    @Test
    void aMailThatOverflowsTheStackGoesTheWayOfTrouble() throws Exception {
        List<String> states = new ArrayList<>();
        Mail mail = Mails.defaultMail().name("strange").state(Mail.DEFAULT).build();
        new LastResort(passing -> {
            states.add(passing.getState());
            if (!passing.getState().equals(Mail.ERROR)) {
                throw new StackOverflowError();
            }
        }).service(mail);
        assertThat(states).containsExactly(Mail.DEFAULT, Mail.ERROR);
        assertThat(mail.getAttribute(Mail.MAILET_ERROR)).isPresent();
    }

    /** An error used to cost the spooler one of its threads, and the mail was not tried again before a restart. */
    @Test
    void anErrorInTheFlowIsAFailureLikeOthers() {
        LastResort flow = new LastResort(mail -> {
            throw new StackOverflowError();
        });
        assertThatThrownBy(() -> flow.service(Mails.defaultMail().name("strange").build())).isInstanceOf(MessagingException.class)
            .hasMessageContaining("strange").hasRootCauseInstanceOf(StackOverflowError.class);
    }
}
