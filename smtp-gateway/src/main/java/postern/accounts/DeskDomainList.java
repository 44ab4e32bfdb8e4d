package postern.accounts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import postern.desk.Desk;
import postern.store.Store;

/**
 * The domains whose mail ends here: the desk's own, those of its service addresses, and what was added at run time, which the
 * store keeps.
 */
@Singleton
public final class DeskDomainList implements DomainList {
    private final Store store;
    private final Provider<Desk> desk;
    private volatile Set<String> added;

    @Inject
    public DeskDomainList(Store store, Provider<Desk> desk) {
        store.migrate(AccountTable.SCHEMA);
        this.store = store;
        this.desk = desk;
        this.added = load();
    }

    private Set<String> load() {
        return store.read(connection -> {
            Set<String> names = new TreeSet<>();
            try (PreparedStatement select = connection.prepareStatement("select name from domain");
                 ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return Set.copyOf(names);
        });
    }

    /** @param lowerCaseName of any domain */
    static boolean isOfDesk(Desk desk, String lowerCaseName) {
        return ofDesk(desk).anyMatch(lowerCaseName::equalsIgnoreCase);
    }

    private Stream<String> ofDesk() {
        return ofDesk(desk.get());
    }

    private static Stream<String> ofDesk(Desk now) {
        return Stream.concat(Stream.of(now.domain()),
            now.addresses().keySet().stream().map(address -> address.substring(address.lastIndexOf('@') + 1)));
    }

    @Override
    public List<Domain> getDomains() {
        return Stream.concat(ofDesk(), added.stream()).map(Domain::of).distinct().toList();
    }

    @Override
    public boolean containsDomain(Domain domain) {
        return added.contains(domain.asString()) || ofDesk().anyMatch(name -> Domain.of(name).equals(domain));
    }

    /** Without parsing: for names from the wire, which may be anything. */
    boolean contains(String lowerCaseName) {
        return added.contains(lowerCaseName) || ofDesk().anyMatch(lowerCaseName::equalsIgnoreCase);
    }

    @Override
    public synchronized void addDomain(Domain domain) throws DomainListException {
        if (containsDomain(domain)) {
            throw new DomainListException(domain.asString() + " is there already");
        }
        change("insert or ignore into domain(name) values (?)", domain);
    }

    @Override
    public synchronized void removeDomain(Domain domain) throws DomainListException {
        if (!added.contains(domain.asString())) {
            throw new DomainListException(containsDomain(domain) ? domain.asString() + " comes from desk.yaml"
                : domain.asString() + " is not there");
        }
        change("delete from domain where name = ?", domain);
    }

    private void change(String sql, Domain domain) {
        store.writeAndWait(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, domain.asString());
                return statement.executeUpdate();
            }
        });
        added = load();
    }

    @Override
    public Domain getDefaultDomain() {
        return Domain.of(desk.get().domain());
    }
}
