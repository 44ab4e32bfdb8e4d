package postern.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.SampleDesk;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.file.DeskFile;
import postern.triage.CustomerGroups.Membership;

class LookedUpGroupsTest {
    @TempDir
    Path conf;
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aCsvFileHoldsAddressesAndDomainsInItsFirstColumn() throws Exception {
        Files.writeString(conf.resolve("vip.csv"), "\uFEFFmail;name\n\"Ann@Customer.example\";Ann\nben@customer.example,Ben\n@partner.example\n# old@customer.example\n");
        LookedUpGroups groups = groups("vip: { file: vip.csv }");
        assertThat(groups.of("vip", List.of("ann@customer.example")).member()).isTrue();
        assertThat(groups.of("vip", List.of("x@other.example", "ben@customer.example")).member()).isTrue();
        assertThat(groups.of("vip", List.of("anybody@partner.example")).member()).isTrue();
        assertThat(groups.of("vip", List.of("old@customer.example"))).isEqualTo(Membership.of(false));
    }

    @Test
    void aMissingFileHoldsNobodyAndSaysSo() {
        assertThat(groups("vip: { file: none.csv }").of("vip", List.of("ann@customer.example")))
            .isEqualTo(Membership.unknown("vip", "failed: NoSuchFileException"));
    }

    @Test
    void aViewIsAskedWithTheAddressAndAnAnswerIsKept() throws Exception {
        String url = "jdbc:sqlite:" + conf.resolve("crm.db");
        try (Connection crm = DriverManager.getConnection(url); Statement statement = crm.createStatement()) {
            statement.executeUpdate("create table customer (mail text, revenue integer)");
            statement.executeUpdate("create view big as select mail from customer where revenue > 1000");
            statement.executeUpdate("insert into customer values ('ann@customer.example', 5000), ('ben@customer.example', 5)");
            LookedUpGroups groups = groups("big: { database: '" + url + "', query: 'select 1 from big where mail = ?', patience-ms: 5000 }");
            assertThat(groups.of("big", List.of("ann@customer.example")).member()).isTrue();
            assertThat(groups.of("big", List.of("ben@customer.example")).member()).isFalse();
            assertThat(groups.of("big", List.of("x' or '1'='1")).member()).isFalse();
            statement.executeUpdate("delete from customer");
            assertThat(groups.of("big", List.of("ann@customer.example")).member()).isTrue();
        }
    }

    @Test
    void aDatabaseThatFailsOrWasNeverThereHoldsNobodyUp() {
        LookedUpGroups groups = groups("big: { database: 'jdbc:nothing://crm/db', query: 'select 1 from big where mail = ?', patience-ms: 5000 }");
        assertThat(groups.of("big", List.of("ann@customer.example")).trouble()).map(Reason::toString).contains("group-unknown(big:failed: SQLException)");
        assertThat(groups.of("none", List.of("ann@customer.example")).member()).isFalse();
    }

    @Test
    void aSourceThatGaveNoAnswerIsLeftAloneForAMoment() throws Exception {
        LookedUpGroups groups = groups("vip: { file: late.csv }");
        assertThat(groups.of("vip", List.of("ann@customer.example")).trouble()).isPresent();
        Files.writeString(conf.resolve("late.csv"), "ann@customer.example\n");
        nanos.set(Duration.ofMillis(1_999).toNanos());
        assertThat(groups.of("vip", List.of("ann@customer.example")).trouble()).isPresent();
        nanos.set(Duration.ofSeconds(2).toNanos());
        assertThat(groups.of("vip", List.of("ann@customer.example"))).isEqualTo(Membership.of(true));
    }

    @Test
    void whatHangsKeepsItsSeatUntilItEndsAndOthersDoNotWaitForIt() throws Exception {
        TimeBox box = new TimeBox(1);
        CountDownLatch hang = new CountDownLatch(1);
        assertThatThrownBy(() -> box.within(Duration.ofMillis(20), () -> {
            while (hang.getCount() > 0) {
                Thread.onSpinWait();
            }
            return true;
        })).isInstanceOf(Unanswered.class).hasMessage("timed out");
        assertThatThrownBy(() -> box.within(Duration.ofMillis(20), () -> true)).isInstanceOf(Unanswered.class).hasMessage("busy");
        hang.countDown();
        assertThat(box.<Boolean>within(Duration.ofMinutes(1), () -> true)).isTrue();
    }

    private LookedUpGroups groups(String written) {
        Desk desk = DeskFile.read("desk.yaml", SampleDesk.text().replace("customer-groups: {}\n", "customer-groups:\n  " + written + "\n")).orThrow();
        return new LookedUpGroups(() -> desk, conf, Duration.ofMinutes(1), nanos::get);
    }
}
