package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;
import postern.triage.Workforce.Job;
import postern.triage.Workforce.Load;

/** Team returns: alice (tier 2, zh and en, 40), chen (zh-Hans, 30, no refunds), dora (zh-Hant and en, 30, early shift), eva (en, no cap, away). */
class StaffingTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Desk DESK = DeskFile.read("desk.yaml", SampleDesk.text()
        .replace("members: [alice, chen, dora]", "members: [alice, chen, dora, eva]")
        .replace("    languages: [zh-Hans]\n    cap: 30\n", "    languages: [zh-Hans]\n    cap: 30\n    topics: [return]\n")
        .replace("    languages: [zh-Hant, en]\n    cap: 30\n", "    languages: [zh-Hant, en]\n    cap: 30\n    hours: early\n")
        .replace("agents:\n", "agents:\n  eva:\n    name: { zh: 伊, en: Eva }\n    languages: [en]\n    absent: [2026-11-16..2026-11-18]\n")
        .replace("calendars:\n", "calendars:\n  early:\n    zone: Asia/Shanghai\n    week: { mon-fri: 07:00-15:00 }\n")).orThrow();

    @ParameterizedTest(name = "{0}")
    @DisplayName("A ticket goes to who is there, able and free; else it waits")
    @CsvSource(delimiter = '|', textBlock = """
        the first line before specialists            | 2026-11-18T10:00 | return zh-Hans 1 | -     | chen=5/1 alice=0/2          | 0  | chen   | agent-free(chen 5/30), runner-up-agent(alice 0/40)
        who does not have the topic does not get it  | 2026-11-18T10:00 | refund zh-Hans 1 | -     | chen=5/1 alice=7/2          | 0  | alice  | agent-free(alice 7/40), not-free(chen topic)
        who does not speak the language neither      | 2026-11-18T10:00 | refund zh-Hant 1 | -     | -                           | 0  | dora   | agent-free(dora 0/30), runner-up-agent(alice 0/40)
        an unknown language is anybody's             | 2026-11-18T10:00 | return und 1     | -     | dora=4/9 chen=3/8           | 0  | chen   | agent-free(chen 3/30), runner-up-agent(dora 4/30)
        a language that nobody speaks waits          | 2026-11-18T10:00 | refund ja 1      | -     | -                           | 0  | -      | nobody-free(alice language; chen topic; dora language; eva absent)
        what was escalated goes to its tier          | 2026-11-18T10:00 | refund en 2      | -     | dora=0/1 alice=30/2         | 0  | alice  | agent-free(alice 30/40), not-free(chen tier-1)
        no third tier in the team                    | 2026-11-18T10:00 | refund en 3      | -     | -                           | 0  | -      | nobody-free(alice tier-2; chen tier-1; dora tier-1; eva absent)
        who is full gets no more                     | 2026-11-18T10:00 | refund en 1      | -     | dora=30/1 alice=3/2         | 0  | alice  | agent-free(alice 3/40), not-free(chen topic)
        all are full                                 | 2026-11-18T10:00 | refund en 1      | -     | dora=30/1 alice=40/2        | 0  | -      | nobody-free(alice full; chen topic; dora full; eva absent)
        the early shift is over at three             | 2026-11-18T15:00 | refund en 1      | -     | -                           | 0  | alice  | agent-free(alice 0/40), not-free(chen topic)
        before nine only the early shift is there    | 2026-11-18T08:00 | refund zh-Hant 1 | -     | -                           | 0  | dora   | agent-free(dora 0/30), not-free(alice off-shift)
        nobody works at night                        | 2026-11-18T22:00 | refund en 1      | -     | -                           | 0  | -      | nobody-free(alice off-shift; chen off-shift; dora off-shift; eva absent)
        who was away is back                         | 2026-11-19T10:00 | refund en 1      | -     | dora=3/5 alice=0/1 eva=0/2  | 0  | eva    | agent-free(eva 0), runner-up-agent(dora 3/30)
        equals take turns                            | 2026-11-19T10:00 | refund en 1      | -     | dora=0/5 eva=0/6            | 0  | dora   | agent-free(dora 0/30), runner-up-agent(eva 0)
        more urgent ones that wait come first        | 2026-11-18T10:00 | refund en 1      | -     | dora=29/1 alice=40/2        | 1  | -      | nobody-free(alice full; chen topic; dora full; eva absent)
        the ticket's agent keeps it                  | 2026-11-18T10:00 | refund en 1      | alice | dora=0/1 alice=40/2         | 3  | alice  | agent-of-ticket(alice)
        also over night, if there is time            | 2026-11-18T22:00 | refund en 1      | dora  | -                           | 0  | dora   | agent-of-ticket(dora)
        but not when away                            | 2026-11-18T10:00 | refund en 1      | eva   | -                           | 0  | dora   | agent-free(dora 0/30), runner-up-agent(alice 0/40)
        nor when not of the team any more            | 2026-11-18T10:00 | refund en 1      | hao   | -                           | 0  | dora   | agent-free(dora 0/30), runner-up-agent(alice 0/40)
        who gave it back does not get it again       | 2026-11-18T10:00 | refund en 1      | !dora | -                           | 0  | alice  | agent-free(alice 0/40), not-free(chen topic)
        """)
    void picks(String what, LocalDateTime at, String job, String worker, String loads, int waiting, String agent, String reasons) {
        Instant now = at.atZone(ZONE).toInstant();
        String[] is = job.split(" ");
        Job older = new Job("refund", "en", 1, now.plusSeconds(60), Optional.empty(), Optional.empty());
        Job asked = new Job(is[0], is[1], Integer.parseInt(is[2]), at.plusDays(1).withHour(8).withMinute(0).atZone(ZONE).toInstant(),
            Optional.of(worker).filter(id -> id.matches("[a-z]+")), Optional.of(worker).filter(id -> id.startsWith("!")).map(id -> id.substring(1)));
        Map<String, Load> open = Arrays.stream(loads.split(" ")).filter(load -> !load.equals("-")).map(load -> load.split("[=/]"))
            .collect(Collectors.toMap(load -> load[0], load -> new Load(Integer.parseInt(load[1]), Long.parseLong(load[2]))));

        Staffing.Pick pick = new Staffing(DESK, DESK.teams().get("returns"), new Workforce(open, java.util.Collections.nCopies(waiting, older)), now).pick(asked);

        assertThat(pick.agent().map(Agent::id).orElse("-")).isEqualTo(agent);
        assertThat(pick.reasons().stream().map(Reason::toString).collect(Collectors.joining(", "))).isEqualTo(reasons);
    }

    @Test
    void aDaysTicketsAreSharedByRoomAndNobodyIsOverfilled() {
        Instant now = LocalDateTime.of(2026, 11, 18, 10, 0).atZone(ZONE).toInstant();
        Map<String, Load> loads = new HashMap<>();
        int waiting = 0;
        for (int i = 0; i < 100; i++) {
            Staffing staffing = new Staffing(DESK, DESK.teams().get("returns"), new Workforce(loads, List.of()), now);
            Optional<Agent> agent = staffing.pick(new Job("return", "zh-Hans", i % 4 == 0 ? 2 : 1, now.plusSeconds(i), Optional.empty(), Optional.empty())).agent();
            waiting += agent.isEmpty() ? 1 : 0;
            long turn = i + 1;
            agent.ifPresent(who -> loads.merge(who.id(), new Load(1, turn), (before, one) -> new Load(before.open() + 1, turn)));
        }
        assertThat(loads.get("chen").open()).isEqualTo(30);
        assertThat(loads.get("alice").open()).isEqualTo(40);
        assertThat(waiting).isEqualTo(30);
    }
}
