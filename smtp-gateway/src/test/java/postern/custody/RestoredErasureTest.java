package postern.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.archive.Archivist;
import postern.keeping.ErasureBook;
import postern.server.ImapDialogue;
import postern.server.Main;
import postern.server.TestGateway;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Terminal;
import postern.tickets.Sql;

/** Backups that were taken while somebody was being erased, or before: whoever is in them again goes again. */
class RestoredErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHEN = "chen@quiet.example";
    private static final String GU = "gu@silent.example";

    @TempDir
    private Path place;
    private final StringWriter out = new StringWriter();

    private int postern(Path home, String... arguments) {
        out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(out, true);
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--home", home.toString()));
        if (arguments[0].equals("erase")) {
            line.addAll(List.of("--conf", "../conf"));
        }
        return Main.run(new Terminal(writer, writer, 120, false, false), line.toArray(String[]::new));
    }

    private static void change(Path home, String... sql) {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            for (String one : sql) {
                store.writeAndWait(connection -> Sql.update(connection, one));
            }
        }
    }

    /** The step is done, and the book does not know it yet. */
    private static void cutAfter(Path home, int step) {
        change(home, "drop trigger if exists cut", "create trigger cut before update of step on erasure when new.step = " + step
            + " begin select raise(abort, 'cut off'); end");
    }

    private static void copyArchive(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from.resolve("archive"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void checkNothingIsLeft(Path home, List<String> words) throws IOException {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            assertThat(new HomeScan(words).found(home, store)).isEmpty();
        }
    }

    private Path restored(String name) {
        Path home = place.resolve("restored-" + name);
        assertThat(postern(home, "restore", place.resolve(name).toString())).as(out.toString()).isZero();
        assertThat(out.toString()).contains("An erasure was under way");
        change(home, "drop trigger cut");
        return home;
    }

    @Test
    void anErasureThatABackupCutsGoesOnAndWhoWasOnlyNamedIsFoundAgain() throws Exception {
        Path home = place.resolve("home");
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            TwoCustomers.fill(gateway, alice);
            TwoCustomers.send(gateway, "wang@other.example", "<wang@other.example>", "Message-ID: <wang-2@other.example>\nIn-Reply-To: <wang-1@other.example>\nCc: Chen <"
                + CHEN + ">\nSubject: Re: refund for a lamp\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder().encodeToString(("Please refund it, or tell " + GU + ".\n").getBytes(StandardCharsets.US_ASCII)) + "\n");
            alice.ok("SELECT Returns");
            await().atMost(PATIENCE).until(() -> !TwoCustomers.uid(alice, "HEADER Message-ID wang-2").isEmpty());
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(Archivist.class).progress().behind() == 0);
        }
        cutAfter(home, 1);
        assertThat(postern(home, "erase", TwoCustomers.LI, "--yes", "--by", "dpo")).isNotZero();
        assertThat(postern(home, "backup", place.resolve("early").toString())).as(out.toString()).isZero();
        cutAfter(home, 5);
        assertThat(postern(home, "erase", "--finish")).isNotZero();
        assertThat(postern(home, "backup", place.resolve("late").toString())).as(out.toString()).isZero();

        Path late = restored("late");
        assertThat(postern(late, "erase", "--receipts")).isZero();
        assertThat(out.toString()).contains("erasure-000001, not done, ordered by dpo", "pending: 4 of 9 steps").doesNotContain("nobody", TwoCustomers.LI);
        assertThat(postern(late, "erase", "--finish")).as(out.toString()).isZero();
        checkNothingIsLeft(late, TwoCustomers.WORDS);
        assertThat(postern(late, "verify")).as(out.toString()).isZero();

        // The archive is copied after the store: what was erased meanwhile is overwritten there already.
        Path early = restored("early");
        copyArchive(home, early);
        try (TestGateway gateway = TestGateway.start(early)) {
            ErasureBook book = gateway.gateway().part(ErasureBook.class);
            await().atMost(PATIENCE.multipliedBy(2)).until(() -> book.receipt(1).filter(receipt -> receipt.pending().isEmpty()).isPresent());
        }
        checkNothingIsLeft(early, TwoCustomers.WORDS);
        assertThat(postern(early, "verify")).as(out.toString()).isZero();

        for (String named : List.of(CHEN, GU)) {
            assertThat(postern(late, "erase", named, "--yes")).as(out.toString()).isZero();
        }
        assertThat(postern(early, "erase", "--again", late.resolve("receipts").toString(), "--yes")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("2 of those who were erased since are here again");
        checkNothingIsLeft(early, List.of(CHEN, GU));
    }
}
