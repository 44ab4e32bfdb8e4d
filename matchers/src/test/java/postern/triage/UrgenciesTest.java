package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.WorkCalendar;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;
import postern.letter.Letter;

class UrgenciesTest {
    private static final Desk DESK = SampleDesk.read();
    private static final WorkCalendar SHANGHAI = DESK.calendars().get("shanghai");
    private static final Instant NOW = Instant.parse("2026-11-18T02:00:00Z");

    @ParameterizedTest(name = "{0} + {1}")
    @DisplayName("A deadline shows the sum that it comes from")
    @CsvSource(delimiter = '|', textBlock = """
        2026-11-18T10:00    | PT1H  | 2026-11-18T11:00+08:00 = received Wed 10:00 + 1 h
        2026-11-22T20:15    | PT4H  | 2026-11-23T14:30+08:00 = received Sun 20:15 -> opens Mon 09:00 + 4 h, pause 12:00-13:30
        2026-11-18T12:10    | PT30M | 2026-11-18T14:00+08:00 = received Wed 12:10 -> opens Wed 13:30 + 30 min
        2026-11-20T17:30    | PT1H  | 2026-11-23T09:30+08:00 = received Fri 17:30 + 1 h, closed Fri 18:00-Mon 09:00
        2026-11-18T10:00:05 | PT1H  | 2026-11-18T11:00:05+08:00 = received Wed 10:00 + 1 h
        2026-09-30T17:00    | PT1H30M | 2026-10-08T09:30+08:00 = received Wed 17:00 + 1 h 30 min, closed Wed 18:00-Thu 09:00
        2026-11-18T10:00    | PT40H | 2026-11-25T14:00+08:00 = received Wed 10:00 + 40 h, pause 12:00-13:30, closed Wed 18:00-Thu 09:00, pause 12:00-13:30, closed Thu 18:00-Fri 09:00, and so on
        """)
    void sums(LocalDateTime received, Duration promise, String sum) {
        Instant from = received.atZone(SHANGHAI.zone()).toInstant();
        assertThat(Reckoning.of(SHANGHAI, from, promise, SHANGHAI.after(from, promise))).isEqualTo(sum);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Words, tier, age and chasers raise the priority, each for a reason")
    @CsvSource(delimiter = '|', textBlock = """
        nothing special       | please      | 0 | 1 | 0  | normal | topic-priority(refund normal)
        in a hurry            | urgent!     | 0 | 1 | 0  | high   | topic-priority(refund normal), urgent-word(hurry:urgent), runner-up-priority(normal)
        asked again           | please      | 1 | 1 | 0  | high   | topic-priority(refund normal), chaser(1), runner-up-priority(normal)
        asked again, hurry    | urgent!     | 1 | 1 | 0  | urgent | topic-priority(refund normal), urgent-word(hurry:urgent), chaser(1), runner-up-priority(high)
        asked a third time    | please      | 3 | 1 | 0  | urgent | topic-priority(refund normal), chaser(3), runner-up-priority(normal)
        with a specialist     | please      | 0 | 2 | 0  | high   | topic-priority(refund normal), tier(2), runner-up-priority(normal)
        with an expert        | please      | 0 | 3 | 0  | urgent | topic-priority(refund normal), tier(3), runner-up-priority(normal)
        overdue               | please      | 0 | 1 | 90 | high   | topic-priority(refund normal), overdue(1 h 30 min), runner-up-priority(normal)
        overdue, asked again  | please      | 1 | 1 | 90 | urgent | topic-priority(refund normal), overdue(1 h 30 min), chaser(1), runner-up-priority(high)
        """)
    void raises(String what, String text, int chasers, int tier, int minutesOverdue, String priority, String reasons) {
        Letter letter = Letter.builder().subject("Refund").text(text).language("en").build();
        Optional<Instant> due = minutesOverdue == 0 ? Optional.empty() : Optional.of(NOW.minus(Duration.ofMinutes(minutesOverdue)));
        Classification refund = new Classification(DESK.topics().get("refund"), Map.of(), Optional.empty(), List.of());
        Match match = new Match.Joined(TicketId.random(new Random(1)), List.of(), chasers);

        Urgency urgency = new Urgencies(DESK, CustomerGroups.none()).urgency(docket(letter, "ann@customer.example", refund, match), new Pressure(tier, due, false, Optional.empty()), SHANGHAI);

        assertThat(urgency.priority()).hasToString(priority.toUpperCase(java.util.Locale.ROOT));
        assertThat(urgency.reasons().stream().map(Reason::toString).filter(reason -> !reason.startsWith("promise") && !reason.startsWith("hours")
            && !reason.startsWith("deadline")).collect(Collectors.joining(", "))).isEqualTo(reasons);
    }

    @Test
    void aCustomerGroupRaisesThePriorityAndIsAskedOnlyIfItCould() {
        Desk vips = DeskFile.read("desk.yaml", SampleDesk.text().replace("customer-groups: {}", "customer-groups: { vip: { file: vip.csv } }")
            .replace("urgency:\n", "urgency:\n  vips:\n    priority: high\n    groups: [vip]\n")).orThrow();
        List<String> asked = new ArrayList<>();
        Urgencies urgencies = new Urgencies(vips, (group, addresses) -> {
            asked.addAll(addresses);
            return CustomerGroups.Membership.of(addresses.contains("vip@customer.example"));
        });
        Classification refund = new Classification(vips.topics().get("refund"), Map.of(), Optional.empty(), List.of());
        Match opened = new Match.Opened(TicketId.random(new Random(1)), List.of());
        Letter please = Letter.builder().subject("Refund").text("please").language("en").build();
        Letter fire = Letter.builder().subject("Refund").text("it caught fire").language("en").build();

        assertThat(urgencies.urgency(docket(please, "VIP@customer.example", refund, opened), Pressure.NONE, SHANGHAI).reasons())
            .contains(Reason.of("urgent-group", "vips:vip"), Reason.of("runner-up-priority", "normal"));
        assertThat(urgencies.urgency(docket(please, "ann@customer.example", refund, opened), Pressure.NONE, SHANGHAI).priority()).isEqualTo(Priority.NORMAL);
        assertThat(urgencies.urgency(docket(fire, "bob@customer.example", refund, opened), Pressure.NONE, SHANGHAI).priority()).isEqualTo(Priority.URGENT);
        assertThat(asked).containsExactly("vip@customer.example", "ann@customer.example");
    }

    private static Docket docket(Letter letter, String sender, Classification topic, Match match) {
        return Docket.of(from(sender)).with(letter).with(topic).with(match);
    }

    private static Envelope from(String sender) {
        return new Envelope("m", sender, List.of("service@shop.example"), NOW, Optional.empty(), false);
    }
}
