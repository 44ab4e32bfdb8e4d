package postern.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.keeping.Marks;
import postern.keeping.Person;
import postern.keeping.Receipt;
import postern.store.Store;
import postern.tickets.Sql;

/** Who was erased after a backup was made that is restored now: known by the marks of receipts, which only addresses that are here again fit. */
final class Again {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Again() {
    }

    /**
     * @param receipts directory of receipts of the home that was lost
     * @param known receipts that the restored store has: their people were gone when the backup was made
     */
    static List<Person> people(Path receipts, List<Receipt> known, Store store, Marks marks) throws IOException {
        Map<String, String> addresses = new HashMap<>();
        addresses(store).forEach(address -> addresses.put(marks.of(address), address));
        Set<String> had = known.stream().map(receipt -> receipt.name() + receipt.marks()).collect(Collectors.toSet());
        Set<Set<String>> found = new HashSet<>();
        try (Stream<Path> files = Files.list(receipts)) {
            for (Path file : files.filter(one -> one.getFileName().toString().endsWith(".json")).sorted().toList()) {
                JsonNode receipt = JSON.readTree(Files.readString(file));
                List<String> marked = new ArrayList<>();
                receipt.path("marks").forEach(mark -> marked.add(mark.asText()));
                boolean refused = receipt.path("erased").isEmpty() && !receipt.path("kept").isEmpty();
                if (!refused && !had.contains(receipt.path("receipt").asText() + marked)) {
                    found.add(marked.stream().filter(addresses::containsKey).map(addresses::get).collect(Collectors.toSet()));
                }
            }
        }
        return found.stream().filter(person -> !person.isEmpty()).map(person -> new Person(person, List.of())).toList();
    }

    private static List<String> addresses(Store store) {
        return store.read(connection -> Sql.list(connection, "select customer from ticket where customer <> '' union select address from ticket_participant"
            + " union select address from ticket_writer union select address from correspondent", row -> row.getString(1)));
    }
}
