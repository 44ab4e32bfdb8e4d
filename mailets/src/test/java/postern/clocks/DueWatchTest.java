package postern.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.letter.LetterReader;
import postern.replies.Outbox;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.SqlTickets;

@DisplayName("However much is overdue, what comes due next is seen and said")
class DueWatchTest {
    /** A Monday, ten o'clock in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @TempDir
    private Path directory;
    private final Random random = new Random(7);
    private final Shown views = new Shown();
    private final Sent sent = new Sent();

    /** Views in memory. */
    private static final class Shown implements Views {
        private final Map<View, Set<TicketId>> all = new EnumMap<>(Map.of(View.OVERDUE, new HashSet<>(), View.DUE_SOON, new HashSet<>()));

        @Override
        public Set<TicketId> shown(View view) {
            return Set.copyOf(all.get(view));
        }

        @Override
        public Runnable change(Connection connection, View view, Collection<TicketId> more, Collection<TicketId> less) {
            all.get(view).addAll(more);
            less.forEach(all.get(view)::remove);
            return () -> { };
        }
    }

    /** An outbox that nobody empties. */
    private static final class Sent implements Outbox {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void put(Connection connection, String name, List<String> recipients, byte[] message, String state) {
            texts.add(recipients + " " + new LetterReader().read(message).text());
        }

        @Override
        public void sendOnce(Connection connection, String name, String recipient, byte[] message) {
            throw new UnsupportedOperationException("notices go by the spool");
        }
    }

    private TicketId open(Store store, Instant deadline) {
        TicketId ticket = TicketId.random(random);
        store.writeAndWait(connection -> Sql.update(connection, "insert into ticket (number, state, customer, subject, language, team, agent, deadline, opened, news)"
            + " values (?, 'open', 'wang@customer.example', 'refund', 'zh', 'returns', 'chen', ?, ?, ?)", ticket.value().replace("-", ""), deadline, NOW, NOW));
        return ticket;
    }

    @Test
    void hundredsOfOldTicketsHideNoNewOne() throws Exception {
        Desk desk = DeskFile.read("conf/desk.yaml", Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))).orThrow();
        try (Store store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry())) {
            DueWatch watch = new DueWatch(store, new SqlTickets(store, random, () -> desk), views, sent, () -> desk, Clock.fixed(NOW, ZoneOffset.UTC));
            for (int i = 1; i <= 500; i++) {
                open(store, NOW.minus(Duration.ofDays(1)).minusSeconds(i));
            }
            watch.look();
            assertThat(sent.texts).as("one mail for all").hasSize(1);
            TicketId late = open(store, NOW.minusSeconds(1));
            TicketId soon = open(store, NOW.plusSeconds(1));
            watch.look();
            assertThat(sent.texts.subList(1, sent.texts.size())).satisfiesExactlyInAnyOrder(
                text -> assertThat(text).startsWith("[alice@").contains(late.value()), text -> assertThat(text).startsWith("[chen@").contains(soon.value()));
            assertThat(views.shown(Views.View.DUE_SOON)).containsExactly(soon);
            watch.look();
            assertThat(sent.texts).as("said once").hasSize(3);
        }
    }
}
