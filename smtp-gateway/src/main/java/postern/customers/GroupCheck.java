package postern.customers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import postern.desk.CustomerGroup;
import postern.desk.Desk;

/** Looks whether the sources of customer groups are there. Databases are not asked. */
public final class GroupCheck {
    /**
     * @param what is wrong with the group's source, a clause
     * @param hint what to write instead, a clause
     */
    public record Trouble(String group, String what, String hint) {
    }

    private GroupCheck() {
    }

    /** @param conf the directory that relative paths begin at */
    public static List<Trouble> of(Desk desk, Path conf) {
        return desk.customerGroups().values().stream().flatMap(group -> trouble(group, conf).stream()).toList();
    }

    private static Optional<Trouble> trouble(CustomerGroup group, Path conf) {
        return switch (group.source()) {
            case CustomerGroup.Csv csv -> csv(group.id(), conf.resolve(csv.file()));
            case CustomerGroup.View view -> view(group.id(), view);
        };
    }

    private static Optional<Trouble> csv(String group, Path file) {
        try {
            return CsvSource.entries(file).isEmpty() ? Optional.of(new Trouble(group, file + " holds no address",
                "write one address, or @ and a domain, a line, in the first column")) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Trouble(group, file + " cannot be read (" + e.getClass().getSimpleName() + ")",
                "write the path of a CSV file in UTF-8, seen from the directory of desk.yaml"));
        }
    }

    private static Optional<Trouble> view(String group, CustomerGroup.View view) {
        if (view.passwordFile().filter(file -> !Files.isReadable(file)).isPresent()) {
            return Optional.of(new Trouble(group, "its password-file cannot be read",
                "write the path of a file with the password on its first line"));
        }
        try {
            DriverManager.getDriver(view.url());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new Trouble(group, "there is no driver for this kind of database",
                "put the jar of its JDBC driver on the class path"));
        }
    }
}
