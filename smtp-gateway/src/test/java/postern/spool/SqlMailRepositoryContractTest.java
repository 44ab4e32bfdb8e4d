package postern.spool;

import java.nio.file.Path;
import org.apache.james.mailrepository.MailRepositoryContract;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** James' contract of mail repositories. All of it applies. */
class SqlMailRepositoryContractTest implements MailRepositoryContract {
    @TempDir
    Path directory;
    private SpoolFixture spool;

    @BeforeEach
    void open() {
        spool = new SpoolFixture(directory);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Override
    public MailRepository retrieveRepository() {
        return retrieveRepository(MailRepositoryPath.from("var/mail/contract"));
    }

    @Override
    public MailRepository retrieveRepository(MailRepositoryPath path) {
        return new SqlMailRepositoryFactory(spool.store())
            .create(MailRepositoryUrl.fromPathAndProtocol(SqlMailRepositoryFactory.PROTOCOL, path));
    }
}
