package postern.desk.file;

import static postern.desk.file.Field.optional;
import static postern.desk.file.Field.otherwise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import postern.desk.CustomerGroup;

/** Customers whom rules ask for by one name. */
final class CustomerForms {
    private static final Field<Optional<Path>> FILE = optional("file", Notations.PATH,
        "a CSV file, beside desk.yaml if its path is not absolute; its first column holds an address or @ and a domain");
    private static final Field<Optional<String>> DATABASE = optional("database",
        Notations.pattern("a JDBC address", "write something like jdbc:postgresql://crm.example.com/crm", "^jdbc:[a-z0-9]+:\\S+$"),
        "the JDBC address of a database");
    private static final Field<Optional<String>> QUERY = optional("query", Kinds.LINE,
        "a query with one ?, which is the address in lower case; any row means that the customer is in the group");
    private static final Field<Optional<String>> USER = optional("user", Kinds.LINE, "the user of the database");
    private static final Field<Optional<Path>> PASSWORD_FILE = optional("password-file", Notations.PATH,
        "a file with the password on its first line");
    private static final Field<Integer> PATIENCE = otherwise("patience-ms", Kinds.number(10, 5_000), "200",
        "milliseconds that a mail waits for the database at most; then it goes on as if the customer were not in the group");
    private static final Field<Duration> KEEP = otherwise("keep", Notations.DURATION, "10 min",
        "how long an answer of the database is taken as true");

    private static final Form<Function<String, CustomerGroup>> GROUP = new Form<>("Customers in a CSV file, or in a table or view of a database.",
        List.of(FILE, DATABASE, QUERY, USER, PASSWORD_FILE, PATIENCE, KEEP), CustomerForms::group);

    static final Kind<Map<String, CustomerGroup>> GROUPS = Kinds.named("customer group",
        Kinds.given("customer group", Notations.ID), GROUP, 0);

    private CustomerForms() {
    }

    private static Function<String, CustomerGroup> group(Form.Values values) {
        Optional<Path> file = values.get(FILE);
        Optional<String> database = values.get(DATABASE);
        if (file.isPresent() == database.isPresent()) {
            throw new IllegalArgumentException("write either a file, or a database and a query");
        }
        if (file.isPresent()) {
            return id -> new CustomerGroup(id, new CustomerGroup.Csv(file.get()));
        }
        String query = values.get(QUERY)
            .orElseThrow(() -> new IllegalArgumentException("write the query, such as: select 1 from customers where mail = ?"));
        if (query.chars().filter(c -> c == '?').count() != 1) {
            throw new IllegalArgumentException("the query needs one ?, which is the address of the customer");
        }
        CustomerGroup.View view = new CustomerGroup.View(database.orElseThrow(), query, values.get(USER), values.get(PASSWORD_FILE),
            Duration.ofMillis(values.get(PATIENCE)), values.get(KEEP));
        return id -> new CustomerGroup(id, view);
    }
}
