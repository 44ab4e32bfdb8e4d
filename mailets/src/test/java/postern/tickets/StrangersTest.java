package postern.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import postern.desk.TicketId;
import postern.desk.TicketPolicy;
import postern.letter.Origin;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.triage.Clues;
import postern.triage.Gist;
import postern.triage.Seal;
import postern.triage.Sketch;

/**
 * Pitfalls 14 and 15, as a play: three customers, who prove their addresses, and a stranger who has read every one of their mails
 * and says anything in any order: Message-IDs, numbers and orders that are theirs, their words, their names in From, bounces in
 * their names, ids and reply addresses signed with another key. The stranger lacks two things: their proof, and what we signed.
 */
class StrangersTest {
    private static final Seal SEAL = new Seal("a key of a home, long enough".getBytes(StandardCharsets.UTF_8));
    private static final Seal FORGED = new Seal("the key of somebody else's home".getBytes(StandardCharsets.UTF_8));
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final List<String> TEXTS = List.of("您好，我上周申请的退款还没有到账，请帮我查一下", "Where is the parcel that you sent last week, please?", "Hi");
    private static Path directory;
    private static Store store;
    private static SqlTickets tickets;
    private static int plays;

    /** One mail; numbers are taken modulo what there is. */
    record Act(boolean stranger, int customer, boolean disguised, Origin origin, int referred, boolean repeatsId, int tagged, int text, boolean order) {
    }

    @BeforeContainer
    static void open() throws IOException {
        directory = Files.createTempDirectory("strangers");
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        tickets = new SqlTickets(store, new SecureRandom(), SampleDesk::read);
    }

    @AfterContainer
    static void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Property(tries = 60)
    void noSequenceOfStrangersMailsPutsTextIntoSomebodysTicket(@ForAll("plays") List<Act> acts) {
        Map<TicketId, String> owners = new HashMap<>();
        Map<String, List<String>> ids = new HashMap<>();
        List<String> seenIds = new ArrayList<>(List.of("<0@x>"));
        List<TicketId> seenTickets = new ArrayList<>(List.of(TicketId.random(new SecureRandom())));
        int play = plays++;
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            String name = play + "-" + i;
            String who = act.stranger() ? "stranger" + play + "@evil.example" : victim(play, act);
            List<String> own = act.stranger() ? seenIds : ids.computeIfAbsent(who, nobody -> new ArrayList<>(List.of("<0@" + who + ">")));
            Placement mail = mail(name, play, act, own, seenTickets);
            tickets.place(mail).match().ifPresent(match -> {
                String owner = owners.computeIfAbsent(match.ticket(), opened -> who);
                assertThat(owner).as("%s, %s", act, match).isEqualTo(who);
                seenTickets.add(match.ticket());
            });
            mail.messageId().ifPresent(seenIds::add);
            mail.messageId().filter(id -> !act.stranger()).ifPresent(own::add);
        }
    }

    private static String victim(int play, Act act) {
        return "customer" + act.customer() + "-" + play + "@shop-customers.example";
    }

    /** @param known Message-IDs that the writer can refer to: customers to those of their own mails, the stranger to all */
    private static Placement mail(String name, int play, Act act, List<String> known, List<TicketId> seenTickets) {
        String from = act.stranger() && !act.disguised() ? "stranger" + play + "@evil.example" : victim(play, act);
        boolean proven = !act.stranger() || !act.disguised();
        String referred = known.get(act.referred() % known.size());
        TicketId tagged = seenTickets.get(act.tagged() % seenTickets.size());
        List<Clues.Reference> references = Stream.of(referred, FORGED.messageId(tagged, "mail.shop.example", new SecureRandom()))
            .map(id -> new Clues.Reference(id, SEAL.open(id))).toList();
        List<TicketId> addressed = SEAL.openAddress(FORGED.address(tagged, "service@shop.example")).stream().toList();
        Gist gist = new Gist("s" + act.text(), act.order() ? List.of("SO" + play) : List.of(), Sketch.of(TEXTS.get(act.text())));
        Clues clues = new Clues(references, addressed, act.stranger() ? List.of(tagged) : List.of(), List.of(from), act.origin(), proven, gist);
        String id = act.stranger() && act.repeatsId() ? referred : "<" + name + "@mail.example>";
        Fingerprint print = new Fingerprint(Store.Bodies.sha256(name.getBytes(StandardCharsets.UTF_8)));
        List<String> participants = act.stranger() ? List.of(from, "stranger" + play + "@evil.example") : List.of(from);
        return new Placement(name, NOW, Optional.of(print), Optional.of(id), clues, from, participants, "s", "en", TicketPolicy.standard(), false);
    }

    @Provide
    Arbitrary<List<Act>> plays() {
        Arbitrary<Boolean> coin = Arbitraries.of(true, false);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 1000);
        Arbitrary<Boolean[]> coins = Combinators.combine(coin, coin, coin, coin).as((a, b, c, d) -> new Boolean[] {a, b, c, d});
        return Combinators.combine(coins, Arbitraries.integers().between(0, 2), Arbitraries.of(Origin.class), any, any, Arbitraries.integers().between(0, 2))
            .as((flags, customer, origin, referred, tagged, text) -> new Act(flags[0], customer, flags[1], flags[0] ? origin : Origin.CUSTOMER, referred,
                flags[2], tagged, text, flags[3])).list().ofMinSize(2).ofMaxSize(25);
    }
}
