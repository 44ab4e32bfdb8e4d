package postern.accounts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.lib.UsersRepositoryContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import postern.store.SqliteStore;
import postern.store.Store;

/** James' contract of users, with virtual hosting as the gateway has it, and without. All of it applies. */
class SqlUsersRepositoryContractTest {
    private static final PasswordHash.Cost CHEAP = new PasswordHash.Cost(64, 1, 1);

    @TempDir
    Path directory;
    private Store store;
    private Accounts accounts;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        accounts = new Accounts(store, () -> DeskWithDomain.of("james.org"), Clock.systemUTC(), CHEAP);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SqlUsersRepository repository(UsersRepositoryContract.TestSystem system, Optional<Username> administrator,
                                          boolean virtualHosting) throws Exception {
        SqlUsersRepository repository = new SqlUsersRepository(system.getDomainList(), new SqlUsers(accounts), accounts);
        BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
        administrator.ifPresent(name -> configuration.addProperty("administratorId", name.asString()));
        configuration.addProperty("enableVirtualHosting", virtualHosting);
        repository.configure(configuration);
        return repository;
    }

    @Nested
    class WithVirtualHosting implements UsersRepositoryContract.WithVirtualHostingContract {
        @RegisterExtension
        UsersRepositoryContract.UserRepositoryExtension extension =
            UsersRepositoryContract.UserRepositoryExtension.withVirtualHost();
        private UsersRepositoryContract.TestSystem system;
        private UsersRepository repository;

        @BeforeEach
        void make(UsersRepositoryContract.TestSystem given) throws Exception {
            system = given;
            repository = repository(system, Optional.empty(), true);
        }

        @Override
        public UsersRepository testee() {
            return repository;
        }

        @Override
        public UsersRepository testee(Optional<Username> administrator) throws Exception {
            return repository(system, administrator, true);
        }
    }

    @Nested
    class WithoutVirtualHosting implements UsersRepositoryContract.WithOutVirtualHostingContract {
        @RegisterExtension
        UsersRepositoryContract.UserRepositoryExtension extension =
            UsersRepositoryContract.UserRepositoryExtension.withoutVirtualHosting();
        private UsersRepositoryContract.TestSystem system;
        private UsersRepository repository;

        @BeforeEach
        void make(UsersRepositoryContract.TestSystem given) throws Exception {
            system = given;
            repository = repository(system, Optional.empty(), false);
        }

        @Override
        public UsersRepository testee() {
            return repository;
        }

        @Override
        public UsersRepository testee(Optional<Username> administrator) throws Exception {
            return repository(system, administrator, false);
        }
    }
}
