package postern.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.TicketId;
import postern.desk.TicketPolicy;
import postern.letter.Origin;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.triage.Clues;
import postern.triage.Gist;
import postern.triage.Match;
import postern.triage.Seal;

class SqlTicketsTest {
    private static final Seal SEAL = new Seal("a key of a home, long enough".getBytes(StandardCharsets.UTF_8));
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @TempDir
    Path directory;
    private Store store;
    private SqlTickets tickets;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        tickets = new SqlTickets(store, new SecureRandom(), SampleDesk::read);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Placement mail(String name, String from, String messageId, List<String> references, List<TicketId> tags, String content) {
        Clues clues = new Clues(references.stream().map(id -> new Clues.Reference(id, SEAL.open(id))).toList(), List.of(), tags, List.of(from), Origin.CUSTOMER,
            false, Gist.NONE);
        byte[] print = Store.Bodies.sha256((messageId + content).getBytes(StandardCharsets.UTF_8));
        return new Placement(name, NOW, Optional.of(new Fingerprint(print)), Optional.of(messageId), clues, from, List.of(from), "s", "en",
            TicketPolicy.standard(), false);
    }

    private Match place(Placement mail) {
        return tickets.place(mail).match().orElseThrow();
    }

    @Test
    void theSameMailTwiceIsOneTicketWithOneMatchAndOneEvent() {
        Match first = place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), ""));
        assertThat(place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), ""))).isEqualTo(first);
        assertThat(tickets.events(first.ticket(), 10)).hasSize(1);
    }

    @Test
    void manyCopiesAtOnceMakeOneTicketAndTheRestAreTwins() {
        List<CompletableFuture<Match>> copies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "m" + i;
            copies.add(CompletableFuture.supplyAsync(() -> place(mail(name, "a@x.cn", "<1@x.cn>", List.of(), List.of(), ""))));
        }
        List<Match> matches = copies.stream().map(CompletableFuture::join).toList();
        assertThat(matches).extracting(Match::ticket).containsOnly(matches.getFirst().ticket());
        assertThat(matches).filteredOn(Match.Opened.class::isInstance).hasSize(1);
        assertThat(matches).filteredOn(Match.Twin.class::isInstance).hasSize(39);
        assertThat(tickets.events(matches.getFirst().ticket(), 100)).hasSize(40);
    }

    @Test
    void aNumberThatIsTakenIsDrawnAgain() {
        int[] draws = {5, 5, 5, 7};
        int[] drawn = {0};
        RandomGenerator stubborn = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public int nextInt(int origin, int bound) {
                return origin + draws[Math.min(drawn[0]++, draws.length - 1)];
            }
        };
        SqlTickets drawing = new SqlTickets(store, stubborn, SampleDesk::read);
        TicketId first = drawing.place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), "")).match().orElseThrow().ticket();
        TicketId second = drawing.place(mail("m2", "b@x.cn", "<2@x.cn>", List.of(), List.of(), "")).match().orElseThrow().ticket();
        assertThat(second).isNotEqualTo(first);
        assertThat(drawn[0]).isEqualTo(4);
    }

    @Test
    void theFirstTicketOfAMessageIdKeepsItSoThatNobodyTakesAThreadOver() {
        Match victims = place(mail("m1", "victim@x.cn", "<1@x.cn>", List.of(), List.of(), ""));
        Placement hijack = mail("m2", "evil@y.cn", "<1@x.cn>", List.of(), List.of(), "other words");
        hijack = new Placement(hijack.mail(), NOW, hijack.fingerprint(), hijack.messageId(), hijack.clues(), "evil@y.cn", List.of("evil@y.cn", "victim@x.cn"),
            "s", "en", TicketPolicy.standard(), false);
        assertThat(place(hijack)).isInstanceOf(Match.Opened.class);
        assertThat(place(mail("m3", "victim@x.cn", "<3@x.cn>", List.of("<1@x.cn>"), List.of(), "")).ticket()).isEqualTo(victims.ticket());
    }

    /** Pitfalls 14 and 15, as a walk through everything strangers can say: ids they saw, numbers they guess, names they take. */
    @Test
    void noSequenceOfStrangersMailsJoinsSomebodysTicket() {
        RandomGenerator dice = RandomGenerator.of("L64X128MixRandom");
        Seal others = new Seal("the key of somebody else's home".getBytes(StandardCharsets.UTF_8));
        Set<TicketId> victims = new HashSet<>();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = "<v" + i + "@x.cn>";
            victims.add(place(mail("v" + i, "victim" + i + "@x.cn", id, List.of(), List.of(), "")).ticket());
            seen.add(id);
        }
        List<TicketId> numbers = List.copyOf(victims);
        for (int i = 0; i < 600; i++) {
            TicketId aim = numbers.get(dice.nextInt(numbers.size()));
            List<String> references = new ArrayList<>();
            for (int r = dice.nextInt(4); r > 0; r--) {
                references.add(dice.nextBoolean() ? seen.get(dice.nextInt(seen.size())) : others.messageId(aim, "mail.shop.example", dice));
            }
            String ownId = dice.nextInt(5) == 0 ? seen.get(dice.nextInt(seen.size())) : "<e" + i + "@y.cn>";
            Match match = place(mail("e" + i, "evil" + dice.nextInt(5) + "@y.cn", ownId, references, dice.nextBoolean() ? List.of(aim) : List.of(), "e" + i));
            assertThat(victims).doesNotContain(match.ticket());
            seen.add(ownId);
        }
        for (TicketId victim : victims) {
            assertThat(tickets.events(victim, 10)).extracting(TicketEvent::kind).containsExactly("opened");
        }
    }

    @Test
    void aStrangerWithASignedIdIsHeardButGetsNoSay() {
        TicketId ticket = place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), "")).ticket();
        String signed = SEAL.messageId(ticket, "mail.shop.example", new SecureRandom());
        Match.Joined joined = (Match.Joined) place(mail("m2", "friend@y.cn", "<2@y.cn>", List.of(signed), List.of(), ""));
        assertThat(joined.ticket()).isEqualTo(ticket);
        assertThat(joined.chasers()).isZero();
        assertThat(joined.reasons()).extracting("code").contains("sender-not-participant");
        // The friend has no way back without the signed id, neither by the number nor by the mail sent before.
        assertThat(place(mail("m3", "friend@y.cn", "<3@y.cn>", List.of("<2@y.cn>"), List.of(ticket), "")).ticket()).isNotEqualTo(ticket);
        assertThat(tickets.find(ticket).orElseThrow().customer()).isEqualTo("a@x.cn");
    }

    @Test
    void aMailThatAnAgentPassesOnToAnOutsiderAnswersNobody() {
        TicketId ticket = place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), "")).ticket();
        String signed = SEAL.messageId(ticket, "mail.shop.example", new SecureRandom());
        assertThat(tickets.answer(mail("f1", "courier@z.cn", "<f1@shop.example>", List.of(signed, "<1@x.cn>"), List.of(ticket), ""), "alice", any -> true)).isEmpty();
        assertThat(tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(tickets.answeredBefore("courier@z.cn")).isFalse();
        assertThat(place(mail("m2", "courier@z.cn", "<2@z.cn>", List.of("<f1@shop.example>"), List.of(ticket), "")).ticket()).isNotEqualTo(ticket);
    }

    @Test
    void anAnswerToTheSecondAddressOfACustomerWhoWroteFromItCounts() {
        TicketId ticket = place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), "")).ticket();
        String signed = SEAL.messageId(ticket, "mail.shop.example", new SecureRandom());
        place(mail("m2", "a@home.cn", "<2@home.cn>", List.of(signed), List.of(), ""));
        assertThat(tickets.answer(mail("f1", "a@home.cn", "<f1@shop.example>", List.of(signed), List.of(), ""), "alice", any -> true)).contains(ticket);
        assertThat(tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.WAITING);
    }

    @Test
    void aStrangersMailOnATicketThatIsNotOpenGetsAClockOfItsOwn() {
        TicketId ticket = place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), "")).ticket();
        String signed = SEAL.messageId(ticket, "mail.shop.example", new SecureRandom());
        change(ticket, Optional.empty(), Optional.of(Ticket.State.DONE));
        Match own = place(mail("m2", "a@home.cn", "<2@home.cn>", List.of(signed), List.of(), ""));
        assertThat(own).isInstanceOf(Match.Opened.class);
        assertThat(own.reasons()).extracting("code").contains("ticket-not-open");
        assertThat(tickets.find(ticket).orElseThrow().state()).isEqualTo(Ticket.State.DONE);
    }

    @Test
    void chasersCountUntilSomebodyAnswers() {
        TicketId ticket = place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), "")).ticket();
        assertThat(((Match.Joined) place(mail("m2", "a@x.cn", "<2@x.cn>", List.of("<1@x.cn>"), List.of(), ""))).chasers()).isEqualTo(1);
        assertThat(((Match.Joined) place(mail("m3", "a@x.cn", "<3@x.cn>", List.of(), List.of(ticket), ""))).chasers()).isEqualTo(2);
        tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(), Optional.of(Ticket.State.WAITING), "alice", NOW));
        assertThat(((Match.Joined) place(mail("m4", "a@x.cn", "<4@x.cn>", List.of("<3@x.cn>"), List.of(), ""))).chasers()).isZero();
    }

    @Test
    void theLoadOfAgentsFollowsWhatHappensToTheirTickets() {
        TicketId ticket = place(mail("m1", "a@x.cn", "<1@x.cn>", List.of(), List.of(), "")).ticket();
        assertThat(tickets.load()).isEmpty();
        change(ticket, Optional.of("alice"), Optional.empty());
        assertThat(tickets.load()).containsEntry("alice", 1);
        change(ticket, Optional.of("bob"), Optional.empty());
        assertThat(tickets.load()).containsEntry("bob", 1).doesNotContainKey("alice");
        change(ticket, Optional.empty(), Optional.of(Ticket.State.DONE));
        assertThat(tickets.load()).isEmpty();
        change(ticket, Optional.empty(), Optional.of(Ticket.State.OPEN));
        assertThat(tickets.load()).containsEntry("bob", 1);
        change(ticket, Optional.of(""), Optional.empty());
        assertThat(tickets.load()).isEmpty();
        assertThat(tickets.find(ticket).orElseThrow().agent()).isEmpty();
    }

    private void change(TicketId ticket, Optional<String> agent, Optional<Ticket.State> state) {
        tickets.change(ticket, new Tickets.Change(Optional.empty(), agent, state, "lead", NOW));
    }

    @Test
    void everyQueryOfTheFlowUsesAnIndex() {
        for (String query : List.of("select * from ticket where number = 1", "select * from ticket_mail where name = 'm'",
            "select ticket from ticket_twin where fingerprint = x'00'", "select * from ticket_reference where key in (x'00', x'01')",
            "select * from ticket where state = 'open' and deadline < 1 order by deadline limit 1",
            "select * from ticket t where customer = 'a@x.cn' and customer <> '' order by id desc limit 8",
            "select * from ticket where state = 'open' and agent is null and team = 't' order by deadline limit 1",
            "select number from ticket where state = 'open' and escalates <= 1 order by escalates limit 1",
            "select * from ticket_event where ticket = 1 order by id desc limit 1")) {
            String plan = store.read(connection -> String.join("\n", Sql.list(connection, "explain query plan " + query, row -> row.getString("detail"))));
            assertThat(plan).as(query).contains("SEARCH").doesNotContain("SCAN").doesNotContain("TEMP B-TREE");
        }
    }
}
