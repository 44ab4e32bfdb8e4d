package postern.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.mailet.Mail;
import postern.store.Schema;
import postern.store.Store;
import postern.store.StoreException;
import postern.store.Work;

/**
 * A place where mails lie until a person decides, such as those with an error. Nothing in it has a length limit: a mail that
 * could not be stored here would be lost.
 */
public final class SqlMailRepository implements MailRepository {
    static final Schema SCHEMA = new Schema("repository", List.of("""
        create table repository_url (url text primary key) without rowid;
        create table repository (
          id integer primary key,
          url text not null,
          name text not null,
          envelope text not null,
          prefix blob not null,
          body blob,
          unique (url, name)
        );
        """ + Store.Bodies.countedBy("repository", "body")));

    private final Store store;
    private final String url;

    /** As James' loader calls it, with the repository's own URL. */
    @Inject
    public SqlMailRepository(Store store, MailRepositoryUrl url) {
        store.migrate(SCHEMA);
        this.store = store;
        this.url = url.asString();
    }

    @Override
    public MailKey store(Mail mail) throws MessagingException {
        Parcel parcel = Parcel.of(mail);
        return write(connection -> {
            parcel.putBody(connection, store.bodies());
            try (PreparedStatement insert = connection.prepareStatement(
                "insert into repository(url, name, envelope, prefix, body) values (?, ?, ?, ?, ?) on conflict(url, name) "
                    + "do update set envelope = excluded.envelope, prefix = excluded.prefix, body = excluded.body")) {
                insert.setString(1, url);
                insert.setString(2, parcel.name());
                insert.setString(3, parcel.json());
                insert.setBytes(4, parcel.prefix());
                insert.setBytes(5, parcel.body());
                insert.executeUpdate();
            }
            return MailKey.forMail(mail);
        });
    }

    @Override
    public Mail retrieve(MailKey key) throws MessagingException {
        Optional<Parcel> parcel = read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                "select name, envelope, prefix, body from repository where url = ? and name = ?")) {
                select.setString(1, url);
                select.setString(2, key.asString());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                        ? Optional.of(Parcel.stored(rows.getString(1), rows.getString(2), rows.getBytes(3), rows.getBytes(4)))
                        : Optional.empty();
                }
            }
        });
        return parcel.isPresent() ? parcel.get().unpack(store) : null;
    }

    @Override
    public Iterator<MailKey> list() throws MessagingException {
        return read(connection -> {
            List<MailKey> keys = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select name from repository where url = ? order by id")) {
                select.setString(1, url);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        keys.add(new MailKey(rows.getString(1)));
                    }
                }
            }
            return keys.iterator();
        });
    }

    @Override
    public void remove(MailKey key) throws MessagingException {
        remove(List.of(key));
    }

    @Override
    public void remove(Collection<MailKey> keys) throws MessagingException {
        write(connection -> {
            for (MailKey key : keys) {
                remove(connection, key);
            }
            return null;
        });
    }

    private void remove(Connection connection, MailKey key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from repository where url = ? and name = ?")) {
            delete.setString(1, url);
            delete.setString(2, key.asString());
            delete.executeUpdate();
        }
    }

    @Override
    public void removeAll() throws MessagingException {
        write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from repository where url = ?")) {
                delete.setString(1, url);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public long size() throws MessagingException {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from repository where url = ?")) {
                select.setString(1, url);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    private <T> T write(Work<T> work) throws MessagingException {
        try {
            return store.writeAndWait(work);
        } catch (StoreException e) {
            throw new MessagingException("cannot write to " + url, e);
        }
    }

    private <T> T read(Work<T> work) throws MessagingException {
        try {
            return store.read(work);
        } catch (StoreException e) {
            throw new MessagingException("cannot read " + url, e);
        }
    }
}
