package postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.transport.mailets.remote.delivery.DelaysAndMaxRetry;
import org.apache.james.transport.mailets.remote.delivery.RemoteDeliveryConfiguration;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.junit.jupiter.api.Test;
import postern.desk.Outgoing;
import postern.accounts.SampleDesk;

class DeliveryConfigTest {

    @Test
    void attemptsAreMadeAsTheDeskSays() throws MessagingException {
        List<Duration> retries = List.of(Duration.ofSeconds(90), Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(2));
        MailetConfig config = new DeliveryConfig(written(Map.of()), SampleDesk.read().with(
            new Outgoing(Optional.of("mail.corp.example:2525"), 8, List.of(), List.of(), retries)));
        DelaysAndMaxRetry delays = DelaysAndMaxRetry.from(Integer.parseInt(config.getInitParameter(RemoteDeliveryConfiguration.MAX_RETRIES)),
            config.getInitParameter(RemoteDeliveryConfiguration.DELAY_TIME));
        assertThat(delays.getExpandedDelays()).isEqualTo(retries);
        assertThat(delays.getMaxRetries()).isEqualTo(4);
        assertThat(config.getInitParameter(RemoteDeliveryConfiguration.GATEWAY)).isEqualTo("mail.corp.example:2525");
    }

    @Test
    void whatTheFlowFileSaysBeatsTheDesk() {
        MailetConfig config = new DeliveryConfig(written(Map.of("maxRetries", "2", "timeout", "1")), SampleDesk.read());
        assertThat(config.getInitParameter("maxRetries")).isEqualTo("2");
        assertThat(config.getInitParameter("timeout")).isEqualTo("1");
    }

    private static MailetConfig written(Map<String, String> parameters) {
        return new MailetConfig() {
            @Override
            public String getInitParameter(String name) {
                return parameters.get(name);
            }

            @Override
            public Iterator<String> getInitParameterNames() {
                return parameters.keySet().iterator();
            }

            @Override
            public MailetContext getMailetContext() {
                return null;
            }

            @Override
            public String getMailetName() {
                return "RemoteDelivery";
            }
        };
    }
}
