package postern.index;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A place of a mail where words are looked for. Each is a field of the index. */
public enum Zone {
    SUBJECT, FROM, TO, CC, BCC,
    /** All other header lines, names with values. */
    HEAD,
    /** What a person reads, quotes and hidden text included. */
    BODY,
    /** Header lines of the parts below the top. */
    PARTS,
    /** Names of attached files. */
    FILES,
    /** Text of attached files. */
    ATTACHED;

    /** RFC 3501 §6.4.4 TEXT: header or body. */
    public static final Set<Zone> ALL = EnumSet.allOf(Zone.class);
    /** RFC 3501 §6.4.4 BODY: all below the header, the headers of parts included. */
    public static final Set<Zone> CONTENT = EnumSet.of(BODY, PARTS, FILES, ATTACHED);

    private final String field = name().toLowerCase(Locale.ROOT);

    private static final Set<Zone> HEADERS = EnumSet.of(SUBJECT, FROM, TO, CC, BCC);

    /** @return the zone that holds the values of a header and nothing else */
    public static Optional<Zone> ofHeader(String name) {
        return HEADERS.stream().filter(zone -> zone.field.equalsIgnoreCase(name)).findFirst();
    }

    String field() {
        return field;
    }
}
