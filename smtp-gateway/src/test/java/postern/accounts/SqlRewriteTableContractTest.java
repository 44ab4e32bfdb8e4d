package postern.accounts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.james.UserEntityValidator;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.rrt.lib.AbstractRecipientRewriteTable;
import org.apache.james.rrt.lib.RecipientRewriteTableContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.store.SqliteStore;
import postern.store.Store;

/** James' contract of recipient rewriting. All of it applies. */
class SqlRewriteTableContractTest implements RecipientRewriteTableContract {
    @TempDir
    Path directory;
    private Store store;
    private SqlRewriteTable table;

    @BeforeEach
    void open() throws Exception {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        setUp();
    }

    @AfterEach
    void close() throws Exception {
        tearDown();
        store.close();
    }

    @Override
    public void createRecipientRewriteTable() throws Exception {
        Desk desk = DeskWithDomain.of("localhost");
        DomainList domains = new DeskDomainList(store, () -> desk);
        Accounts accounts = new Accounts(store, () -> desk, Clock.systemUTC(), new PasswordHash.Cost(64, 1, 1));
        table = new SqlRewriteTable(store);
        table.setUsersRepository(new SqlUsersRepository(domains, new SqlUsers(accounts), accounts));
        table.setUserEntityValidator(UserEntityValidator.NOOP);
    }

    @Override
    public AbstractRecipientRewriteTable virtualUserTable() {
        return table;
    }
}
