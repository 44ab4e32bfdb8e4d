package postern.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.keeping.Marks;
import postern.keeping.Person;
import postern.keeping.Receipt;
import postern.store.Store;

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
        Set<String> had = known.stream().map(receipt -> receipt.name() + receipt.marks()).collect(Collectors.toSet());
        Set<List<String>> people = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(receipts)) {
            for (Path file : files.filter(one -> one.getFileName().toString().endsWith(".json")).sorted().toList()) {
                JsonNode receipt = JSON.readTree(Files.readString(file));
                List<String> marked = new ArrayList<>();
                receipt.path("marks").forEach(mark -> marked.add(mark.asText()));
                boolean refused = receipt.path("erased").isEmpty() && !receipt.path("kept").isEmpty();
                if (!refused && !had.contains(receipt.path("receipt").asText() + marked)) {
                    people.add(marked);
                }
            }
        }
        Map<String, String> here = Mentions.of(store, marks, people.stream().flatMap(List::stream).collect(Collectors.toSet()));
        return people.stream().map(marked -> marked.stream().filter(here::containsKey).map(here::get).collect(Collectors.toSet())).filter(person -> !person.isEmpty())
            .distinct().map(person -> new Person(person, List.of())).toList();
    }
}
