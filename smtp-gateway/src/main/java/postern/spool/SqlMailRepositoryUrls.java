package postern.spool;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import postern.store.Store;

/** Remembers which repositories were ever used. */
public final class SqlMailRepositoryUrls implements MailRepositoryUrlStore {
    private final Store store;

    @Inject
    public SqlMailRepositoryUrls(Store store) {
        store.migrate(SqlMailRepository.SCHEMA);
        this.store = store;
    }

    @Override
    public void add(MailRepositoryUrl url) {
        store.writeAndWait(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert or ignore into repository_url(url) values (?)")) {
                insert.setString(1, url.asString());
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Stream<MailRepositoryUrl> listDistinct() {
        List<MailRepositoryUrl> urls = store.read(connection -> {
            List<MailRepositoryUrl> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select url from repository_url order by url");
                 ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(MailRepositoryUrl.from(rows.getString(1)));
                }
            }
            return all;
        });
        return urls.stream();
    }

    @Override
    public boolean contains(MailRepositoryUrl url) {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select 1 from repository_url where url = ?")) {
                select.setString(1, url.asString());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }
}
