package postern.desk.file;

import java.util.Map;

/**
 * Where things that have names stand in a configuration file.
 *
 * @param file as the reader was told
 * @param byName by kind, such as {@code rule}, and name
 */
public record Places(String file, Map<String, Map<String, Place>> byName) {
    /** From 1. */
    public record Place(int line, int column) {
    }

    public Places {
        byName = Map.copyOf(byName);
    }

    /** @return what is to be said about a thing, where it stands; at the top of the file if nobody knows it */
    public Mistake mistake(String kind, String name, String what, String hint) {
        Place place = byName.getOrDefault(kind, Map.of()).getOrDefault(name, new Place(1, 1));
        return new Mistake(file, place.line(), place.column(), kind + " '" + name + "': " + what, hint);
    }
}
