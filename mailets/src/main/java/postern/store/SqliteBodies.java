package postern.store;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Bodies in two tables: one line each with hash and count of references, small so that counting touches few pages, and the
 * octets in parts of {@value #PART} beside it, so that a large one is read without being in memory whole. Part p of body b has
 * the key b · 2^{@value #PART_BITS} + p, which keeps parts together without an index.
 */
record SqliteBodies(Store store) implements Store.Bodies {
    static final int PART = 256 * 1024;
    private static final int PART_BITS = 16;

    static final Schema SCHEMA = new Schema("store", List.of("""
        create table body (
          id integer primary key,
          hash blob not null unique,
          size integer not null,
          refs integer -- null until the first counted reference
        );
        create index body_unreferred on body(id) where refs <= 0;
        create table body_part (id integer primary key, octets blob not null);
        """));

    @Override
    public void put(Connection connection, byte[] hash, byte[] content) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into body(hash, size) values (?, ?) on conflict(hash) do nothing")) {
            insert.setBytes(1, hash);
            insert.setLong(2, content.length);
            if (insert.executeUpdate() == 0) {
                return;
            }
        }
        // The last row is the body at first, then the part before: cheaper than "returning", for which SQLite makes a table in memory.
        part(connection, "insert into body_part(id, octets) values (last_insert_rowid() << " + PART_BITS + ", ?)",
            content.length <= PART ? content : Arrays.copyOf(content, PART));
        for (int from = PART; from < content.length; from += PART) {
            part(connection, "insert into body_part(id, octets) values (last_insert_rowid() + 1, ?)",
                Arrays.copyOfRange(content, from, Math.min(content.length, from + PART)));
        }
    }

    private static void part(Connection connection, String sql, byte[] octets) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setBytes(1, octets);
            insert.executeUpdate();
        }
    }

    @Override
    public byte[] get(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
            "select p.octets from body b join body_part p on p.id between (b.id << " + PART_BITS + ") and ((b.id + 1) << "
                + PART_BITS + ") - 1 where b.hash = ? order by p.id")) {
            select.setBytes(1, hash);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no body " + HexFormat.of().formatHex(hash));
                }
                byte[] first = rows.getBytes(1);
                if (first.length < PART || !rows.next()) {
                    return first;
                }
                ByteArrayOutputStream all = new ByteArrayOutputStream(first.length * 4);
                all.writeBytes(first);
                do {
                    all.writeBytes(rows.getBytes(1));
                } while (rows.next());
                return all.toByteArray();
            }
        }
    }

    @Override
    public long size(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select size from body where hash = ?")) {
            select.setBytes(1, hash);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : -1;
            }
        }
    }

    @Override
    public InputStream open(byte[] hash) {
        return new BodyStream(part -> store.read(connection -> part(connection, hash, part)));
    }

    /** @return the part's octets, or null past the end */
    private static byte[] part(Connection connection, byte[] hash, int part) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
            "select p.octets from body b left join body_part p on p.id = (b.id << " + PART_BITS + ") + ? where b.hash = ?")) {
            select.setInt(1, part);
            select.setBytes(2, hash);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no body " + HexFormat.of().formatHex(hash));
                }
                return rows.getBytes(1);
            }
        }
    }

    @Override
    public int collect(Connection connection, int atMost) throws SQLException {
        try (PreparedStatement parts = connection.prepareStatement(
                "delete from body_part where id between ? << " + PART_BITS + " and ((? + 1) << " + PART_BITS + ") - 1");
             PreparedStatement bodies = connection.prepareStatement(
                "delete from body where id in (select id from body where refs <= 0 limit ?) returning id")) {
            bodies.setInt(1, atMost);
            int count = 0;
            try (ResultSet rows = bodies.executeQuery()) {
                for (; rows.next(); count++) {
                    parts.setLong(1, rows.getLong(1));
                    parts.setLong(2, rows.getLong(1));
                    parts.executeUpdate();
                }
            }
            return count;
        }
    }
}
