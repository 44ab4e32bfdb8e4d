package postern.gestures;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Agent;
import postern.desk.Desk;

/**
 * Folders of each agent's own in which a mail does not stay: laid there, it is an order about its ticket, in the words of a first line. Programs
 * without keywords, as on phones, need no more. Agents make further ones by themselves, such as {@code Merge/482-109-3766}. Pure.
 */
public final class Doors {
    private static final String SNOOZE = "Snooze";
    private static final String MERGE = "Merge";
    private static final String ACT = "Act";
    private static final List<String> ROOTS = List.of(SNOOZE, MERGE, ACT);
    private static final int SHOWN = 40;

    private Doors() {
    }

    /** @return what each agent has from the first day on, parents first, in the desk's language */
    public static List<String> folders(String language) {
        List<String> acts = language.equals("zh") ? List.of("紧急", "提高优先级", "降低优先级", "升级", "拆分", "为什么", "撤销")
            : List.of("Urgent", "Up", "Down", "Escalate", "Split", "Why", "Undo");
        return Stream.of(Stream.of(SNOOZE), Until.choices(language).stream().map(choice -> SNOOZE + "/" + choice), Stream.of(MERGE, ACT),
            acts.stream().map(act -> ACT + "/" + act)).flatMap(one -> one).toList();
    }

    /** @param path of an agent's own folder, with {@code /} */
    public static boolean is(String path) {
        return ROOTS.stream().anyMatch(root(path)::equalsIgnoreCase);
    }

    private static String root(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    static Optional<Order> order(String path, Agent self, Desk desk) {
        if (!is(path)) {
            return Optional.empty();
        }
        String root = root(path);
        String below = path.substring(root.length()).replaceFirst("^/", "");
        String line = "#" + (root.equalsIgnoreCase(ACT) ? below : root.toLowerCase(Locale.ROOT) + " " + below);
        return Words.ofText(line, self, desk).or(() -> Optional.of(new Order.Unknown(below.substring(0, Math.min(below.length(), SHOWN)))));
    }
}
