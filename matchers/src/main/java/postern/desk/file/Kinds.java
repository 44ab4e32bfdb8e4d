package postern.desk.file;

import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The common kinds: texts, numbers, lists, mappings with names, names and their uses. */
final class Kinds {
    /** Any text that says something, on one line. */
    static final Kind<String> LINE = scalar("a text", "write a text on one line", Map.of("type", "string", "minLength", 1), text -> {
        if (text.isBlank() || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("is empty or has line ends");
        }
        return text.strip();
    });

    /** Any text, on any number of lines. */
    static final Kind<String> TEXT = scalar("a text", "write a text", Map.of("type", "string", "minLength", 1), text -> {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty");
        }
        return text;
    });

    static final Kind<Boolean> YES_OR_NO = scalar("true or false", "write true or false", Map.of("type", "boolean"), text -> switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("is neither");
    });

    private Kinds() {
    }

    /**
     * A scalar.
     *
     * @param what the thing, with its article
     * @param hint how it is written
     * @param parse throws IllegalArgumentException or DateTimeException if it is not one
     */
    static <T> Kind<T> scalar(String what, String hint, Map<String, Object> schema, Function<String, T> parse) {
        return new Kind<>() {
            @Override
            public Optional<T> read(Node node, Findings findings) {
                if (!(node instanceof ScalarNode scalar)) {
                    findings.mistake(node, "here should be " + what, hint);
                    return Optional.empty();
                }
                try {
                    return Optional.of(parse.apply(scalar.getValue()));
                } catch (IllegalArgumentException | DateTimeException e) {
                    findings.mistake(node, "'" + brief(scalar.getValue()) + "' is not " + what, hint);
                    return Optional.empty();
                }
            }

            @Override
            public Map<String, Object> schema() {
                // The same order in each build, whatever order the map was made in.
                return new TreeMap<>(schema).descendingMap();
            }
        };
    }

    static Kind<Integer> number(int least, int most) {
        Map<String, Object> schema = Map.of("type", "integer", "minimum", least, "maximum", most);
        String range = "a whole number from " + least + " to " + most;
        return scalar(range, "write " + range, schema, text -> {
            int number = Integer.parseInt(text.strip());
            if (number < least || number > most) {
                throw new IllegalArgumentException("is out of range");
            }
            return number;
        });
    }

    /** One word of a closed list, written in lower case. */
    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        List<String> words = Stream.of(type.getEnumConstants()).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
        String list = "one of " + String.join(", ", words);
        return scalar(list, "write " + list, Map.of("enum", words), text -> {
            if (!words.contains(text)) {
                throw new IllegalArgumentException("is none of them");
            }
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        });
    }

    /** The use of a name that is given elsewhere in the file. */
    static Kind<String> ref(String kind) {
        return checked(LINE, (name, node, findings) -> {
            findings.use(kind, name, node);
            return true;
        });
    }

    /** The giving of a name; a second one is a mistake. */
    static Kind<String> given(String kind, Kind<String> written) {
        return checked(written, (name, node, findings) -> findings.give(kind, name, node));
    }

    /** Looks at a value that was read right. */
    interface Check<T> {
        /** @return whether it is right; if not, the findings hold the mistake */
        boolean right(T value, Node node, Findings findings);
    }

    static <T> Kind<T> checked(Kind<T> kind, Check<T> check) {
        return new Kind<>() {
            @Override
            public Optional<T> read(Node node, Findings findings) {
                return kind.read(node, findings).filter(value -> check.right(value, node, findings));
            }

            @Override
            public Map<String, Object> schema() {
                return kind.schema();
            }
        };
    }

    static <A, B> Kind<B> mapped(Kind<A> kind, Function<A, B> mapping) {
        return new Kind<>() {
            @Override
            public Optional<B> read(Node node, Findings findings) {
                return kind.read(node, findings).map(mapping);
            }

            @Override
            public Map<String, Object> schema() {
                return kind.schema();
            }
        };
    }

    /** Something that has a short way to write it, as a scalar. */
    static <T> Kind<T> shortOr(Kind<T> brief, Kind<T> whole) {
        return new Kind<>() {
            @Override
            public Optional<T> read(Node node, Findings findings) {
                return (node instanceof MappingNode ? whole : brief).read(node, findings);
            }

            @Override
            public Map<String, Object> schema() {
                return Map.of("anyOf", List.of(brief.schema(), whole.schema()));
            }
        };
    }

    /** A list without doubles; what is wrong is left out, so that the rest can be looked at too. */
    static <T> Kind<List<T>> list(Kind<T> kind, int least) {
        return list(kind, least, true);
    }

    /** @param unique whether a value may stand in it only once */
    static <T> Kind<List<T>> list(Kind<T> kind, int least, boolean unique) {
        return new Many<>(kind, least, unique);
    }

    /**
     * A mapping from names to things of one kind; what is wrong is left out, so that the rest can be looked at too.
     *
     * @param noun what the things are called in mistakes
     * @param names how names are written
     * @param kind makes of a name the thing with that name
     */
    static <T> Kind<Map<String, T>> named(String noun, Kind<String> names, Kind<Function<String, T>> kind, int least) {
        return new Named<>(noun, names, kind, least);
    }

    static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) > 60 ? line.substring(0, line.offsetByCodePoints(0, 60)) + "…" : line;
    }
}
