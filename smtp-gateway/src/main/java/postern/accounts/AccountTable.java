package postern.accounts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import postern.store.Schema;

/** The rows of accounts and their passwords. */
final class AccountTable {
    static final Schema SCHEMA = new Schema("accounts", List.of("""
        create table account (
          address text primary key,
          password text not null, -- PHC string
          disabled integer not null default 0,
          created integer not null -- epoch milliseconds
        ) without rowid;
        create table app_password (
          account text not null references account(address) on delete cascade,
          label text not null,
          protocols text not null, -- comma between
          hash blob not null, -- SHA-256
          created integer not null,
          primary key (account, label)
        ) without rowid;
        create table domain (name text primary key) without rowid;
        create table rewrite (source text not null, mapping text not null, primary key (source, mapping)) without rowid;
        """));

    /** What a log-in is checked against. */
    record Credentials(String password, boolean disabled, List<byte[]> appPasswords) {
    }

    private AccountTable() {
    }

    static boolean insert(Connection connection, String address, String password, Instant created) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
            "insert into account(address, password, created) values (?, ?, ?) on conflict(address) do nothing")) {
            insert.setString(1, address);
            insert.setString(2, password);
            insert.setLong(3, created.toEpochMilli());
            return insert.executeUpdate() > 0;
        }
    }

    static boolean setPassword(Connection connection, String address, String password) throws SQLException {
        return update(connection, "update account set password = ?2 where address = ?1", address, password);
    }

    /** @return addresses */
    static List<String> disabled(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select address from account where disabled <> 0"); ResultSet rows = select.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    static boolean setDisabled(Connection connection, String address, boolean disabled) throws SQLException {
        return update(connection, "update account set disabled = ?2 where address = ?1", address, disabled ? 1 : 0);
    }

    static boolean delete(Connection connection, String address) throws SQLException {
        return update(connection, "delete from account where address = ?1", address);
    }

    static boolean deleteAppPassword(Connection connection, String address, String label) throws SQLException {
        return update(connection, "delete from app_password where account = ?1 and label = ?2", address, label);
    }

    private static boolean update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate() > 0;
        }
    }

    static boolean insertAppPassword(Connection connection, String address, Account.AppPassword made, byte[] hash)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into app_password(account, label, protocols, hash, "
            + "created) values (?, ?, ?, ?, ?) on conflict(account, label) do nothing")) {
            insert.setString(1, address);
            insert.setString(2, made.label());
            insert.setString(3, made.protocols().stream().map(Protocol::name).sorted().collect(Collectors.joining(",")));
            insert.setBytes(4, hash);
            insert.setLong(5, made.created().toEpochMilli());
            return insert.executeUpdate() > 0;
        }
    }

    static boolean contains(Connection connection, String address) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from account where address = ?")) {
            select.setString(1, address);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Credentials with the app passwords that are good for a protocol. */
    static Optional<Credentials> credentials(Connection connection, String address, Protocol protocol) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select a.password, a.disabled, p.hash from account a left join "
            + "app_password p on p.account = a.address and instr(p.protocols, ?) > 0 where a.address = ?")) {
            select.setString(1, protocol.name());
            select.setString(2, address);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                String password = rows.getString(1);
                boolean disabled = rows.getBoolean(2);
                List<byte[]> appPasswords = new ArrayList<>();
                do {
                    Optional.ofNullable(rows.getBytes(3)).ifPresent(appPasswords::add);
                } while (rows.next());
                return Optional.of(new Credentials(password, disabled, appPasswords));
            }
        }
    }

    static List<Account> list(Connection connection) throws SQLException {
        List<Account> accounts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select address, disabled, created from account order by address");
             ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                accounts.add(new Account(rows.getString(1), rows.getBoolean(2), Instant.ofEpochMilli(rows.getLong(3)),
                    appPasswords(connection, rows.getString(1))));
            }
        }
        return accounts;
    }

    private static List<Account.AppPassword> appPasswords(Connection connection, String address) throws SQLException {
        List<Account.AppPassword> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
            "select label, protocols, created from app_password where account = ? order by label")) {
            select.setString(1, address);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Set<Protocol> protocols =
                        Arrays.stream(rows.getString(2).split(",")).map(Protocol::valueOf).collect(Collectors.toSet());
                    all.add(new Account.AppPassword(rows.getString(1), protocols, Instant.ofEpochMilli(rows.getLong(3))));
                }
            }
        }
        return all;
    }
}
