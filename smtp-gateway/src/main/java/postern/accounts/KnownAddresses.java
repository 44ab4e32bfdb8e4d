package postern.accounts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import postern.desk.Desk;
import postern.store.SqliteStore;
import postern.triage.OwnMail;

/**
 * What a home knows of addresses besides desk.yaml, as it is at one moment.
 *
 * @param accounts addresses, lower case
 * @param domains added at run time
 */
public record KnownAddresses(Set<String> accounts, Set<String> domains) {
    public KnownAddresses {
        accounts = Set.copyOf(accounts);
        domains = Set.copyOf(domains);
    }

    /** Reads them from the store of a home, which a gateway may be using; changes nothing. */
    public static KnownAddresses in(Path store) {
        return SqliteStore.look(store, connection ->
            new KnownAddresses(all(connection, "select address from account"), all(connection, "select name from domain")));
    }

    private static Set<String> all(Connection connection, String query) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(query); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** Decides as the running gateway does. */
    public OwnMail of(Desk desk) {
        return address -> DeskRecipients.isForDesk(desk, address, domain -> domains.contains(domain) || DeskDomainList.isOfDesk(desk, domain), accounts::contains);
    }
}
