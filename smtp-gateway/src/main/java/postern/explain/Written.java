package postern.explain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import postern.desk.Desk;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.triage.OwnMail;

/** The envelope of a mail whose envelope nobody kept, as the mail itself tells. */
public final class Written {
    private Written() {
    }

    /** @return empty for the null sender */
    public static String sender(Letter letter) {
        return letter.header("return-path").stream().findFirst().map(path -> path.replaceAll("[<>\\s]", ""))
            .orElseGet(() -> letter.from().stream().map(Correspondent::address).findFirst().orElse(""));
    }

    /** @return those of the desk that it names, else one of the desk's service addresses */
    public static List<String> recipients(Letter letter, OwnMail own, Desk desk) {
        Stream<String> delivered = Stream.concat(letter.header("delivered-to").stream(), letter.header("x-original-to").stream());
        Stream<String> written = Stream.concat(letter.to().stream(), letter.cc().stream()).map(Correspondent::address);
        List<String> ours = Stream.concat(delivered, written).map(address -> address.replaceAll("[<>\\s]", "").toLowerCase(Locale.ROOT))
            .filter(own::isForDesk).distinct().toList();
        return ours.isEmpty() ? desk.addresses().keySet().stream().sorted().limit(1).toList() : ours;
    }
}
