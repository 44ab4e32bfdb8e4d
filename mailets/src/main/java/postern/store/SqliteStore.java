package postern.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The store in one SQLite file. Several processes of one machine may have it open, the command line beside the server. */
public final class SqliteStore implements Store {
    private static final long ROOM = 16L << 20;

    private final SqliteFile file;
    private final Checkpoints checkpoints;
    private final GroupCommit commits;
    private final Readers readers;
    private final Bodies bodies = new SqliteBodies(this);

    private SqliteStore(SqliteFile file, MeterRegistry registry) throws SQLException {
        this.file = file;
        this.checkpoints = new Checkpoints(file);
        this.commits = new GroupCommit(new Session(file.openWriter()), checkpoints, new StoreMeters(registry));
        this.readers = new Readers(file);
    }

    /**
     * Opens the file, making it and its directory if they are missing, readable for their owner alone.
     *
     * @throws StoreException if it cannot be opened or is from a newer program
     */
    public static Store open(Path file, MeterRegistry registry) {
        try {
            PrivateFiles.create(file);
            SqliteStore store = new SqliteStore(new SqliteFile(file), registry);
            store.migrate(SqliteBodies.SCHEMA);
            return store;
        } catch (SQLException | IOException e) {
            throw StoreExceptions.of("cannot open the store " + file, e);
        }
    }

    /** Reads once from a store that another process may be using, and changes nothing in it. */
    public static <T> T look(Path file, Work<T> work) {
        try (Connection connection = new SqliteFile(file).openGlass()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot read the store " + file, e);
        }
    }

    @Override
    public void migrate(Schema schema) {
        writeAndWait(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(
                    "create table if not exists schema_version (name text primary key, version integer not null) without rowid");
                int version = version(connection, schema.name());
                if (version > schema.steps().size()) {
                    throw new StoreException("%s: the tables of %s have version %d, this program knows %d; a newer program wrote them"
                        .formatted(file.path(), schema.name(), version, schema.steps().size()), null, false);
                }
                for (String step : schema.steps().subList(version, schema.steps().size())) {
                    statement.executeUpdate(step);
                }
            }
            try (PreparedStatement update = connection.prepareStatement("insert into schema_version(name, version) values (?, ?) "
                + "on conflict(name) do update set version = excluded.version where version <> excluded.version")) {
                update.setString(1, schema.name());
                update.setInt(2, schema.steps().size());
                return update.executeUpdate();
            }
        });
    }

    private static int version(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select version from schema_version where name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    @Override
    public <T> CompletableFuture<T> write(Work<T> work) {
        return commits.submit(work);
    }

    @Override
    public <T> T writeAndWait(Work<T> work) {
        try {
            return commits.submitAndWait(work);
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case StoreException cause -> throw new StoreException(cause.getMessage(), cause, cause.isFull());
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw StoreExceptions.of("a unit of work failed", e.getCause());
            }
        }
    }

    @Override
    public void rewrite() {
        long size = file.path().toFile().length() + file.logSize();
        if (freeDisk() < 2 * size + ROOM) {
            throw new StoreException("the disk has no room to write the file of %d octets anew".formatted(size), null, true);
        }
        try {
            commits.between(checkpoints::rewrite).join();
        } catch (CompletionException e) {
            throw StoreExceptions.of("the file was not written anew", e.getCause());
        }
    }

    @Override
    public boolean overwriteFree() {
        return new FreePages(this, file).overwrite();
    }

    @Override
    public boolean emptyLog() {
        try {
            return commits.between(checkpoints::empty).join();
        } catch (CompletionException e) {
            throw StoreExceptions.of("the log was not emptied", e.getCause());
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        commits.afterCommit(action);
    }

    @Override
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public long freeDisk() {
        try {
            return Files.getFileStore(file.path()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path file() {
        return file.path();
    }

    @Override
    public Bodies bodies() {
        return bodies;
    }

    @Override
    public void close() {
        try {
            readers.close();
            commits.close();
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot close the store", e);
        }
    }
}
