package postern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Desk;
import postern.store.SqliteStore;
import postern.store.Store;

/** Guarantees 1 to 4 of the accounts. */
class AccountsTest {
    private static final Desk DESK = SampleDesk.read();
    private static final char[] PASSWORD = "correct horse 电池".toCharArray();

    @TempDir
    Path directory;
    private Store store;
    private Accounts accounts;

    @BeforeEach
    void open() throws AccountRefused {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        accounts = new Accounts(store, () -> DESK, Clock.systemUTC(), new PasswordHash.Cost(64, 1, 1));
        accounts.add("alice", PASSWORD);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anAccountLogsInByAddressOrByItsLocalPartInAnyCase() {
        assertThat(accounts.check("alice@shop.example", PASSWORD, Protocol.IMAP)).contains("alice@shop.example");
        assertThat(accounts.check("Alice", PASSWORD, Protocol.SMTP)).contains("alice@shop.example");
        assertThat(accounts.check("alice", "wrong password".toCharArray(), Protocol.IMAP)).isEmpty();
        assertThat(accounts.check("nobody", PASSWORD, Protocol.IMAP)).isEmpty();
    }

    @Test
    void theStoreHoldsAnArgon2idHashOfTheStatedCost() {
        PasswordHash.Cost cost = PasswordHash.Cost.RFC_9106_SECOND;
        String phc = new PasswordHash(cost).of(PASSWORD);
        assertThat(phc).startsWith("$argon2id$v=19$m=65536,t=3,p=4$");
        assertThat(new PasswordHash(new PasswordHash.Cost(64, 1, 1)).check(phc, PASSWORD)).isEqualTo(PasswordHash.Outcome.RIGHT);
        assertThat(column("select password from account")).startsWith("$argon2id$v=19$m=64,t=1,p=1$").doesNotContain("horse");
    }

    @Test
    void hashesOfOtherProgramsAreRead() {
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        PasswordHash hashes = new PasswordHash(PasswordHash.Cost.RFC_9106_SECOND);
        assertThat(hashes.check(reference, "password".toCharArray())).isEqualTo(PasswordHash.Outcome.RIGHT);
        assertThat(hashes.check(reference, "passwort".toCharArray())).isEqualTo(PasswordHash.Outcome.WRONG);
    }

    @Test
    void aRememberedLogInEndsWithItsPasswordItsAccountAndADisabledAccount() throws AccountRefused {
        assertThat(accounts.check("alice", PASSWORD, Protocol.IMAP)).isPresent();
        accounts.setDisabled("alice", true);
        assertThat(accounts.check("alice", PASSWORD, Protocol.IMAP)).isEmpty();
        accounts.setDisabled("alice", false);
        assertThat(accounts.check("alice", PASSWORD, Protocol.IMAP)).isPresent();
        accounts.setPassword("alice", "another password".toCharArray());
        assertThat(accounts.check("alice", PASSWORD, Protocol.IMAP)).isEmpty();
        assertThat(accounts.check("alice", "another password".toCharArray(), Protocol.IMAP)).isPresent();
        accounts.remove("alice");
        assertThat(accounts.check("alice", "another password".toCharArray(), Protocol.IMAP)).isEmpty();
    }

    @Test
    void aWrongPasswordThatBecomesTheRightOneCountsAtOnce() throws AccountRefused {
        char[] next = "the next password".toCharArray();
        assertThat(accounts.check("alice", next, Protocol.IMAP)).isEmpty();
        accounts.setPassword("alice", next);
        assertThat(accounts.check("alice", next, Protocol.IMAP)).isPresent();
    }

    @Test
    void aNameThatComesIntoBeingCountsAtOnce() throws AccountRefused {
        assertThat(accounts.check("carol", PASSWORD, Protocol.IMAP)).isEmpty();
        accounts.add("carol", PASSWORD);
        assertThat(accounts.check("carol", PASSWORD, Protocol.IMAP)).isPresent();
    }

    @Test
    void anAppPasswordOpensItsProtocolsOnlyAndUntilItIsRemoved() throws AccountRefused {
        String password = accounts.addAppPassword("alice", "手机", Set.of(Protocol.IMAP));
        assertThat(password).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}");
        assertThat(accounts.check("alice", password.toCharArray(), Protocol.IMAP)).isPresent();
        assertThat(accounts.check("alice", password.replace("-", " ").toUpperCase().toCharArray(), Protocol.IMAP)).isPresent();
        assertThat(accounts.check("alice", password.toCharArray(), Protocol.SMTP)).isEmpty();
        assertThat(accounts.list().get(0).appPasswords()).extracting(Account.AppPassword::label).containsExactly("手机");
        assertThatThrownBy(() -> accounts.addAppPassword("alice", "手机", Set.of(Protocol.SMTP))).isInstanceOf(AccountRefused.class);
        accounts.removeAppPassword("alice", "手机");
        assertThat(accounts.check("alice", password.toCharArray(), Protocol.IMAP)).isEmpty();
    }

    @Test
    void anAppPasswordOfADisabledOrOtherAccountOpensNothing() throws AccountRefused {
        accounts.add("bob", PASSWORD);
        String password = accounts.addAppPassword("alice", "laptop", Set.of(Protocol.IMAP, Protocol.SMTP));
        assertThat(accounts.check("bob", password.toCharArray(), Protocol.IMAP)).isEmpty();
        accounts.setDisabled("alice", true);
        assertThat(accounts.check("alice", password.toCharArray(), Protocol.IMAP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service@shop.example", "desk@shop.example", "eve@elsewhere.example", "a b", "\"x\"@shop.example", ""})
    void addressesThatAreNobodysOwnAreRefused(String name) {
        assertThatThrownBy(() -> accounts.add(name, PASSWORD)).isInstanceOf(AccountRefused.class);
    }

    @Test
    void shortPasswordsDoubleNamesAndUnknownNamesAreRefused() {
        assertThatThrownBy(() -> accounts.add("carol", "short".toCharArray())).hasMessageContaining("8");
        assertThatThrownBy(() -> accounts.add("ALICE", PASSWORD)).hasMessageContaining("already");
        assertThatThrownBy(() -> accounts.setPassword("nobody", PASSWORD)).hasMessageContaining("no account");
        assertThatThrownBy(() -> accounts.setDisabled("nobody", true)).hasMessageContaining("no account");
    }

    @Test
    void nobodyWritesAsAnAddressThatIsNotTheirs() {
        AccountLogins logins = new AccountLogins(accounts, () -> DESK);
        assertThat(logins.maySendAs("alice@shop.example", "alice@shop.example")).isTrue();
        assertThat(logins.maySendAs("alice@shop.example", "Service@shop.example")).isTrue();
        assertThat(logins.maySendAs("alice@shop.example", "")).isTrue();
        assertThat(logins.maySendAs("alice@shop.example", "bob@shop.example")).isFalse();
        assertThat(logins.maySendAs("alice@shop.example", "ceo@elsewhere.example")).isFalse();
        assertThat(logins.maySendAs("visitor@shop.example", "service@shop.example")).isFalse();
    }

    private String column(String sql) {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        });
    }
}
