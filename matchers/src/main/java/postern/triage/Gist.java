package postern.triage;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a mail or a ticket is about, in so few octets that two can be compared.
 *
 * @param subject as people read it; of a mail, without reply marks
 * @param orders order numbers that it names, a few
 * @param sketch of the text; empty if it is too short to tell anything, or not to be compared
 */
public record Gist(String subject, List<String> orders, Optional<Sketch> sketch) {
    /** Says nothing: brings nobody together and sets nothing apart. */
    public static final Gist NONE = new Gist("", List.of(), Optional.empty());
    private static final int ORDERS = 10;

    public Gist {
        orders = orders.stream().limit(ORDERS).toList();
    }

    /** This one, with the orders of a further mail. */
    public Gist withOrdersOf(Gist further) {
        return new Gist(subject, Stream.concat(orders.stream(), further.orders.stream()).distinct().toList(), sketch);
    }

    boolean namesOtherOrdersThan(Gist other) {
        return !orders.isEmpty() && !other.orders.isEmpty() && Collections.disjoint(orders, other.orders);
    }

    boolean hasOtherSubjectThan(Gist other) {
        String mine = Folding.fold(subject);
        String theirs = Folding.fold(other.subject);
        return !mine.isEmpty() && !theirs.contains(mine) && !mine.contains(theirs);
    }

    Optional<String> orderOf(Gist other) {
        return orders.stream().filter(other.orders::contains).findFirst();
    }

    boolean hasTextOf(Gist other) {
        return sketch.isPresent() && other.sketch.filter(sketch.get()::isLike).isPresent();
    }
}
