package postern.accounts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.rrt.lib.AbstractRecipientRewriteTable;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.lib.Mappings;
import org.apache.james.rrt.lib.MappingsImpl;
import postern.store.Store;

/** James' rewriting of recipients, kept in the store. The desk needs none: service addresses are the flow's matter. */
@Singleton
public final class SqlRewriteTable extends AbstractRecipientRewriteTable {
    private final Store store;

    @Inject
    public SqlRewriteTable(Store store) {
        store.migrate(AccountTable.SCHEMA);
        this.store = store;
    }

    @Override
    public void addMapping(MappingSource source, Mapping mapping) {
        change("insert or ignore into rewrite(source, mapping) values (?, ?)", source, mapping);
    }

    @Override
    public void removeMapping(MappingSource source, Mapping mapping) {
        change("delete from rewrite where source = ? and mapping = ?", source, mapping);
    }

    /** In the form that {@link MappingSource#parse} reads. */
    private static String key(MappingSource source) {
        return source.asDomain().map(domain -> "*@" + domain.asString()).orElseGet(source::asString);
    }

    private void change(String sql, MappingSource source, Mapping mapping) {
        store.writeAndWait(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, key(source));
                statement.setString(2, mapping.asString());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Mappings getStoredMappings(MappingSource source) {
        List<Mapping> mappings = store.read(connection -> {
            List<Mapping> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select mapping from rewrite where source = ?")) {
                select.setString(1, key(source));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(Mapping.of(rows.getString(1)));
                    }
                }
            }
            return found;
        });
        return MappingsImpl.fromMappings(mappings.stream());
    }

    @Override
    public Map<MappingSource, Mappings> getAllMappings() {
        Map<MappingSource, List<Mapping>> found = store.read(connection -> {
            Map<MappingSource, List<Mapping>> bySource = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("select source, mapping from rewrite");
                 ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    bySource.computeIfAbsent(MappingSource.parse(rows.getString(1)), source -> new ArrayList<>())
                        .add(Mapping.of(rows.getString(2)));
                }
            }
            return bySource;
        });
        Map<MappingSource, Mappings> all = new HashMap<>();
        found.forEach((source, mappings) -> all.put(source, MappingsImpl.fromMappings(mappings.stream())));
        return all;
    }

    @Override
    protected Mappings mapAddress(String user, Domain domain) {
        Mappings own = getStoredMappings(MappingSource.fromUser(Username.fromLocalPartWithDomain(user, domain)));
        return own.isEmpty() ? getStoredMappings(MappingSource.fromDomain(domain)) : own;
    }
}
