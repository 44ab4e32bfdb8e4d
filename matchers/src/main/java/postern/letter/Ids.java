package postern.letter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Message identifiers: RFC 5322 §3.6.4, read leniently. */
final class Ids {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BARE = Pattern.compile("[^\\s<>@]{1,200}@[^\\s<>@]{1,200}");
    private static final int MOST = 200;
    private static final int LONGEST = 512;

    private Ids() {
    }

    /** @return ids with their angle brackets in order, folded blanks inside taken away */
    static List<String> all(String raw) {
        List<String> ids = new ArrayList<>();
        int open = raw.indexOf('<');
        while (open >= 0 && ids.size() < MOST) {
            int close = raw.indexOf('>', open);
            if (close < 0) {
                break;
            }
            int last = raw.lastIndexOf('<', close);
            String id = BLANKS.matcher(raw.substring(Math.max(open, last), close + 1)).replaceAll("");
            if (id.length() > 3 && id.length() <= LONGEST && id.chars().noneMatch(Character::isISOControl)) {
                ids.add(id);
            }
            open = raw.indexOf('<', close);
        }
        if (ids.isEmpty() && BARE.matcher(raw.strip()).matches()) {
            ids.add("<" + raw.strip() + ">");
        }
        return ids;
    }

    /** References oldest first in the field, newest first here; In-Reply-To is the newest of all. */
    static List<String> newestFirst(String references, String inReplyTo) {
        Set<String> ids = new LinkedHashSet<>(all(inReplyTo));
        ids.addAll(all(references).reversed());
        return List.copyOf(ids);
    }
}
