package postern.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import postern.index.Seeker;
import postern.index.Wish;
import postern.store.Store;

/** What the tables of tickets and folders say of mails. */
public record DeskMails(Store store) implements Seeker.Desk {
    /** Message ids are milliseconds with so many bits behind. */
    private static final int BITS = 20;

    /**
     * A mail as a list shows it; the ticket's columns are null for a mail without one.
     *
     * @param folders names of the folders that it lies in
     */
    public record Shown(long mail, String ticket, String topic, String team, String agent, String state, String priority, List<String> folders) {
        public long receivedMillis() {
            return mail >> BITS;
        }
    }

    @Override
    public long[] with(Wish.Trait trait, String value) {
        String digits = value.replaceAll("[^0-9]", "");
        return trait == Wish.Trait.TICKET ? mails("SELECT mail FROM mailbox_ticket WHERE ticket = ?", digits.length() == 10 ? Long.parseLong(digits) : -1L)
            : mails("SELECT m.mail FROM mailbox_ticket m JOIN ticket t ON t.number = m.ticket WHERE lower(t." + column(trait) + ") = lower(?)", value);
    }

    private static String column(Wish.Trait trait) {
        return switch (trait) {
            case TOPIC -> "topic";
            case TEAM -> "team";
            case AGENT -> "agent";
            case STATE -> "state";
            case PRIORITY -> "priority";
            case TICKET -> "number";
        };
    }

    @Override
    public long[] between(long from, long to) {
        return mails("SELECT id FROM mailbox_mail WHERE id >= ? AND id < ?", from << BITS, to == Long.MAX_VALUE ? to : to << BITS);
    }

    private long[] mails(String sql, Object... arguments) {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) {
                    select.setObject(i + 1, arguments[i]);
                }
                long[] mails = new long[256];
                int count = 0;
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        mails = count < mails.length ? mails : Arrays.copyOf(mails, count * 2);
                        mails[count++] = rows.getLong(1);
                    }
                }
                long[] found = Arrays.copyOf(mails, count);
                Arrays.sort(found);
                return found;
            }
        });
    }

    /** @return one for each mail that there is, in the order of the ids */
    public List<Shown> shown(long[] mails) {
        return store.read(connection -> {
            List<Shown> shown = new ArrayList<>();
            for (long mail : mails) {
                one(connection, mail).ifPresent(shown::add);
            }
            return shown;
        });
    }

    private static Optional<Shown> one(Connection connection, long mail) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT m.id, t.number, t.topic, t.team, t.agent, t.state, t.priority FROM mailbox_mail m"
            + " LEFT JOIN mailbox_ticket b ON b.mail = m.id LEFT JOIN ticket t ON t.number = b.ticket WHERE m.id = ?")) {
            select.setLong(1, mail);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String number = row.getString(2);
                return Optional.of(new Shown(mail, number == null ? null : number.substring(0, 3) + "-" + number.substring(3, 6) + "-" + number.substring(6),
                    row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getString(7), folders(connection, mail)));
            }
        }
    }

    private static List<String> folders(Connection connection, long mail) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
            "SELECT f.name FROM mailbox_entry e JOIN mailbox_folder f ON f.id = e.folder WHERE e.mail = ? ORDER BY f.name")) {
            select.setLong(1, mail);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** @return by facet, how many of the mails have which value, most first */
    public Map<String, Map<String, Long>> facets(long[] mails) {
        Set<Long> wanted = Arrays.stream(mails).boxed().collect(Collectors.toCollection(HashSet::new));
        List<String> names = List.of("topic", "team", "agent", "state", "priority");
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.put(name, new LinkedHashMap<>()));
        store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT b.mail, t.topic, t.team, t.agent, t.state, t.priority"
                + " FROM mailbox_ticket b JOIN ticket t ON t.number = b.ticket"); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    for (int i = 0; i < names.size() && wanted.contains(rows.getLong(1)); i++) {
                        String value = rows.getString(i + 2);
                        if (value != null && !value.isEmpty()) {
                            counts.get(names.get(i)).merge(value, 1L, Long::sum);
                        }
                    }
                }
            }
            return null;
        });
        counts.replaceAll((name, values) -> values.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new)));
        return counts;
    }
}
