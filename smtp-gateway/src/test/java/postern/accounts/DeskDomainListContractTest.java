package postern.accounts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.lib.DomainListContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import postern.store.SqliteStore;
import postern.store.Store;

/** James' contract of domain lists, for a desk whose domain is James' default. All of it applies. */
class DeskDomainListContractTest implements DomainListContract {
    @TempDir
    Path directory;
    private Store store;
    private DomainList domains;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        domains = new DeskDomainList(store, () -> DeskWithDomain.of("localhost"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public DomainList domainList() {
        return domains;
    }
}
