package postern.month;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.clocks.Views;

/**
 * A month of a desk with twenty agents in three time zones: customers ask, ask again, say thanks; machines write; agents answer,
 * drag, mark, order, merge, part and snooze; now and then the gateway dies with mails in its spool. Mail comes by SMTP and goes by
 * submission, folders are worked in by IMAP. In the middle a holiday is announced, and promises change. The usual run is small;
 * {@code -Dpostern.month.tickets=5000} is the whole month, {@code -Dpostern.month.seed} another one.
 */
@DisplayName("After a month of a running desk")
class FlowMonthTest {
    private static final int TICKETS = Integer.getInteger("postern.month.tickets", 30);
    private static final int SEED = Integer.getInteger("postern.month.seed", 2026);
    private static final int CRASHES = 2;

    @TempDir
    private Path directory;

    @Test
    void eachTicketStandsAsTheBooksSayEachClockIsRightAndNoQuestionIsOutOfSight() throws Exception {
        try (Office office = new Office(directory, Instant.parse("2026-10-05T00:00:00Z"))) {
            Month month = new Month(office, TICKETS, SEED);
            Books books = new Books(office, month);
            int rounds = TICKETS * Month.STEPS / Month.AT_ONCE;
            for (int round = 1; round <= rounds; round++) {
                office.passes(Duration.ofDays(30).dividedBy(rounds).plusMillis(month.below(1_000)));
                month.round();
                if (round % (rounds / (CRASHES + 1)) == 0 && office.crashes() < CRASHES) {
                    office.crash();
                }
                office.settle();
                month.book();
                assertThat(books.wrong(month.touched())).as("after round " + round + " at " + office.now()).isEmpty();
                if (round == rounds / 2) {
                    month.announce();
                    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(books.wrong(month.pages().values()))
                        .isEmpty());
                }
                // A clock that is set right goes back now and then.
                office.passes(Duration.ofSeconds(month.below(8) == 0 ? -month.below(90) : 0));
            }
            assertThat(books.wrong(month.pages().values())).isEmpty();
            assertThat(books.lies()).isEmpty();
            assertThat(office.count("select count(*) from ticket")).isEqualTo(month.pages().size());
            Instant now = office.now();
            await().atMost(Duration.ofSeconds(60)).until(() -> books.shows(Views.View.OVERDUE, Instant.MIN, now));
            await().atMost(Duration.ofSeconds(60)).until(() -> books.shows(Views.View.DUE_SOON, now,
                now.plus(office.desk().answers().dueSoon())));
            assertThat(office.crashes()).isEqualTo(CRASHES);
        }
    }
}
