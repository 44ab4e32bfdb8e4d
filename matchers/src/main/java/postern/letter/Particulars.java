package postern.letter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a letter says that a program can use. Values stand in the order of the letter, each once; what is not there is empty.
 *
 * <p>Numbers of cards are in no list: they are only marked, for masking.
 *
 * @param orders order numbers, by the desk's patterns, of subject and new text
 * @param phones of new text and signature, digits with {@code +} before a country
 * @param emails of new text and signature
 * @param amounts of subject and new text, as {@code CNY 128.00}
 * @param dates of subject and new text, ISO 8601, {@code --11-22} without a year
 * @param urls of new text
 * @param attachments kinds of what is attached
 * @param customer what to call the writer
 * @param personal where it is said who somebody is
 */
public record Particulars(List<String> orders, List<String> phones, List<String> emails, List<String> amounts, List<String> dates, List<String> urls,
                          List<AttachmentKind> attachments, Optional<String> customer, List<Personal> personal) {
    /** A text of a letter. */
    public enum Place { SUBJECT, TEXT, SIGNATURE, QUOTED }

    /**
     * Characters to mask where nobody needs to see them.
     *
     * @param from first character in that text
     * @param to behind the last one
     */
    public record Personal(Place place, DataPoint.Kind kind, int from, int to) {
    }

    private record Found(Place place, DataPoint point) {
        boolean is(DataPoint.Kind kind, Place... places) {
            return point.kind() == kind && List.of(places).contains(place);
        }
    }

    /** Takes time in proportion to the letter; for those who show or mask it, not for each mail of the flow. */
    static Particulars of(Letter letter, DataPoints points) {
        List<Found> found = new ArrayList<>();
        points.in(letter.subject()).forEach(point -> found.add(new Found(Place.SUBJECT, point)));
        points.in(letter.text()).forEach(point -> found.add(new Found(Place.TEXT, point)));
        points.in(letter.signature()).forEach(point -> found.add(new Found(Place.SIGNATURE, point)));
        points.in(letter.quoted()).forEach(point -> found.add(new Found(Place.QUOTED, point)));
        return new Particulars(values(found, DataPoint.Kind.ORDER, Place.SUBJECT, Place.TEXT),
            values(found, DataPoint.Kind.PHONE, Place.TEXT, Place.SIGNATURE),
            values(found, DataPoint.Kind.EMAIL, Place.TEXT, Place.SIGNATURE),
            values(found, DataPoint.Kind.MONEY, Place.SUBJECT, Place.TEXT),
            values(found, DataPoint.Kind.DATE, Place.SUBJECT, Place.TEXT),
            values(found, DataPoint.Kind.URL, Place.TEXT),
            letter.attachments().stream().map(Attachment::kind).distinct().toList(),
            CustomerName.of(letter),
            found.stream().filter(one -> one.point().kind().isPersonal())
                .map(one -> new Personal(one.place(), one.point().kind(), one.point().from(), one.point().to())).toList());
    }

    private static List<String> values(List<Found> found, DataPoint.Kind kind, Place... places) {
        Stream<String> values = found.stream().filter(one -> one.is(kind, places)).map(one -> one.point().value());
        Set<String> once = new LinkedHashSet<>(values.toList());
        return List.copyOf(once);
    }
}
