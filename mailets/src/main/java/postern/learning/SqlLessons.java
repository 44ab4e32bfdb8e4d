package postern.learning;

import java.time.Instant;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Sql;
import postern.triage.model.Example;
import postern.triage.model.Wording;

/** Lessons in the store. */
@Singleton
public final class SqlLessons implements Lessons {
    private static final Schema SCHEMA = new Schema("lessons", List.of("""
        create table lesson (
          id integer primary key,
          ticket text not null unique,
          topic text not null,
          at integer not null,
          subject text not null,
          text text not null
        );
        create index lesson_at on lesson(at);
        """));

    private final Store store;

    @Inject
    public SqlLessons(Store store) {
        this.store = store;
        store.migrate(SCHEMA);
    }

    @Override
    public List<Example> examples(int atMost) {
        return store.read(connection -> Sql.list(connection, "select topic, subject, text from lesson order by at desc, id desc limit ?",
            row -> new Example(row.getString(1), new Wording(row.getString(2), row.getString(3)), Example.Source.CORRECTION), atMost));
    }

    @Override
    public int since(Instant instant) {
        return store.read(connection -> Sql.first(connection, "select count(*) from lesson where at > ?", row -> row.getInt(1), instant)).orElse(0);
    }

    @Override
    public void forget(TicketId ticket) {
        store.writeAndWait(connection -> Sql.update(connection, "delete from lesson where ticket = ?", ticket.value()));
    }
}
