package postern.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import postern.store.Store;
import postern.tickets.Sql;

/** Mails that somebody wants back from the archive. A command leaves wishes, the running gateway grants them. */
public record Recoveries(Store store) {

    /** @param mail name of the mail */
    public record Wish(long id, String mail) {
    }

    /** @return ids of the wishes, in the order of the mails */
    public List<Long> ask(List<String> mails) {
        return store.writeAndWait(connection -> {
            List<Long> ids = new ArrayList<>(mails.size());
            for (String mail : mails) {
                ids.add(Sql.first(connection, "insert into archive_recovery(mail) values (?) returning id", row -> row.getLong(1), mail).orElseThrow());
            }
            return ids;
        });
    }

    /** Wishes that wait, oldest first. */
    public List<Wish> waiting(int atMost) {
        return store.read(connection -> Sql.list(connection, "select id, mail from archive_recovery where outcome is null order by id limit ?",
            row -> new Wish(row.getLong(1), row.getString(2)), atMost));
    }

    /** Part of a unit of work. @param outcome what became of it, in words */
    public static void settle(Connection connection, long id, String outcome) throws SQLException {
        Sql.update(connection, "update archive_recovery set outcome = ? where id = ?", outcome, id);
    }

    /** @return what became of a wish; empty as long as it waits */
    public Optional<String> outcome(long id) {
        return store.read(connection -> Sql.first(connection, "select outcome from archive_recovery where id = ? and outcome is not null",
            row -> row.getString(1), id));
    }
}
