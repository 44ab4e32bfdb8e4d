package postern.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.Outgoing;
import postern.desk.file.DeskFile;
import postern.edge.Recipients;
import postern.store.SqliteStore;
import postern.store.Store;

class DeskRecipientsTest {
    private static final Desk DESK = DeskFile.read("desk.yaml",
        SampleDesk.text().replace("    folder: Technical\n", "    folder: Technical\n    address: tech@shop.example\n")).orThrow()
        .with(new Outgoing(Optional.empty(), 8, List.of("Company.example"), List.of(), List.of()));

    @TempDir
    Path directory;
    private Store store;
    private DeskRecipients recipients;

    @BeforeEach
    void open() throws AccountRefused {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        Accounts accounts = new Accounts(store, () -> DESK, Clock.systemUTC(), new PasswordHash.Cost(64, 1, 1));
        accounts.add("printer", "long enough".toCharArray());
        recipients = new DeskRecipients(() -> DESK, accounts, new DeskDomainList(store, () -> DESK));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
        service@shop.example,       OURS
        Service+abc@SHOP.example,   OURS
        alice@shop.example,         OURS
        Tech@shop.example,          OURS
        printer@shop.example,       OURS
        postmaster@shop.example,    OURS
        anyone@company.example,     OURS
        nobody@shop.example,        UNKNOWN
        alice+x@shop.example,       UNKNOWN
        alice@elsewhere.example,    NOT_OURS
        service@shop.example.evil,  NOT_OURS
        service%x@shop.example,     UNKNOWN
        @shop.example,              NOT_OURS
        alice,                      NOT_OURS
        """)
    void answers(String address, Recipients.Answer answer) {
        assertThat(recipients.ask(address)).isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("What the edge takes is the desk's, unless it is somebody's mailbox or passed on")
    @CsvSource(textBlock = """
        service@shop.example,       true
        Service+abc@SHOP.example,   true
        alice@shop.example,         true
        tech@shop.example,          true
        postmaster@shop.example,    true
        Printer@shop.example,       false
        anyone@company.example,     false
        alice@elsewhere.example,    false
        """)
    void knowsWhatIsForTheDesk(String address, boolean forDesk) {
        assertThat(recipients.isForDesk(address)).isEqualTo(forDesk);
    }
}
