package postern.triage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import postern.desk.Desk;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;

/** A desk with as many rules as a benchmark wants: words of the sample desk's characters, some with patterns, senders, headers or nested conditions. */
final class ManyRules {
    private static final List<String> GOODS = List.of("jacket", "lamp", "mug", "kettle", "cable", "charger", "phone case", "backpack", "monitor", "tent");

    private ManyRules() {
    }

    static Desk desk(int rules) {
        Random random = new Random(10_000);
        Set<Integer> characters = new LinkedHashSet<>();
        SampleDesk.text().codePoints().filter(Character::isIdeographic).forEach(characters::add);
        List<Integer> all = List.copyOf(characters);
        StringBuilder written = new StringBuilder();
        for (int number = 0; number < rules; number++) {
            written.append("      many-").append(number).append(":\n").append(rule(number, random, all));
        }
        return DeskFile.read("desk.yaml", SampleDesk.text().replace("      order-en:\n", written + "      order-en:\n")).orThrow();
    }

    private static String rule(int number, Random random, List<Integer> characters) {
        List<String> words = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> words.add(random.ints(2 + random.nextInt(3), 0, characters.size())
            .mapToObj(at -> Character.toString(characters.get(at))).collect(Collectors.joining())));
        words.add(GOODS.get(random.nextInt(GOODS.size())) + " " + Integer.toString(number, 36) + "x");
        String list = "        words: [" + words.stream().distinct().map(word -> '"' + word + '"').collect(Collectors.joining(", ")) + "]\n";
        return switch (number % 10) {
            case 7 -> "        patterns: ['" + words.getFirst() + "\\s*[A-Z]{2}\\d{3}', '\\bsku-?" + number + "\\w*']\n";
            case 6 -> list + "        any: [{ attachments: { types: [image/*] } }, { languages: [zh] }]\n        not: { senders: ['@partner.example'] }\n";
            case 8 -> list + "        senders: ['@shop" + number + ".example']\n";
            case 9 -> "        headers: { X-Form-" + number % 50 + ": '^" + number + "$' }\n";
            default -> list;
        };
    }
}
