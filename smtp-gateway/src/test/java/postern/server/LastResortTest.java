package postern.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.mail.MessagingException;
import org.apache.james.queue.api.Mails;
import org.junit.jupiter.api.Test;

class LastResortTest {
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
