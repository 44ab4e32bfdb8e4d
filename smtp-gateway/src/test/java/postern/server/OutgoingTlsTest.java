package postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.SampleDesk;

/** Mail leaves over TLS with the settings of RemoteDelivery, one after the other by a connection that is kept. */
class OutgoingTlsTest {
    private static final int MAILS = 2;

    @Test
    void mailsLeaveByStartTls(@TempDir Path home) throws Exception {
        Properties settings = settings();
        assertThat(settings).containsKey("mail.smtp.writetimeout");
        try (TestGateway gateway = TestGateway.start(home)) {
            settings.setProperty("mail.smtp.host", "127.0.0.1");
            settings.setProperty("mail.smtp.port", Integer.toString(gateway.gateway().ports().smtp()));
            Session session = Session.getInstance(settings);
            for (int i = 0; i < MAILS; i++) {
                send(session, i);
            }
            assertThat(gateway.gateway().part(MeterRegistry.class).get("postern.spool.accepted").counter().count()).isEqualTo(MAILS);
        }
    }

    private static Properties settings() {
        DeliveryConfig config = new DeliveryConfig(FakeMailetConfig.builder().mailetName("RemoteDelivery").build(), SampleDesk.read());
        Properties settings = new Properties();
        config.getInitParameterNames().forEachRemaining(name -> {
            if (name.startsWith("mail.")) {
                settings.setProperty(name, config.getInitParameter(name));
            }
        });
        settings.setProperty("mail.smtp.starttls.enable", "true");
        // RFC 3207 §4: so that nothing goes in the clear unseen.
        settings.setProperty("mail.smtp.starttls.required", "true");
        settings.setProperty("mail.smtp.from", "li@customer.example");
        return settings;
    }

    private static void send(Session session, int number) throws Exception {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("li" + number + "@customer.example");
        mail.setSubject("退款 " + number, "utf-8");
        mail.setText("请退款。\n".repeat(20_000), "utf-8");
        mail.saveChanges();
        session.getProperties().setProperty("mail.smtp.from", "li" + number + "@customer.example");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(mail, new InternetAddress[] {new InternetAddress("returns@shop.example")});
        }
    }
}
