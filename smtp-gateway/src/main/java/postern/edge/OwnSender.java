package postern.edge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;

/**
 * Whether an agent writes under addresses that are the agent's (RFC 6409 §6.1): the envelope sender, and every address in From and
 * Sender.
 */
final class OwnSender implements Policy {
    /** No mail program writes a header of this size; one that does could take much memory here. */
    private static final int LONGEST_HEADER = 1 << 20;
    private static final int LONGEST_FIELD = 1 << 14;

    private final Logins logins;

    OwnSender(Logins logins) {
        this.logins = logins;
    }

    @Override
    public Optional<Refusal> mail(Visit visit, String sender) {
        // RFC 8098 §3: a read receipt has the null sender; its From is looked at like any other.
        boolean allowed = visit.login().isEmpty() || sender.isEmpty() || logins.maySendAs(visit.login().get(), sender);
        return allowed ? Optional.empty() : Optional.of(Refusal.NOT_YOUR_SENDER);
    }

    @Override
    public Opinion content(Visit visit, String sender, List<String> recipients, byte[] content) {
        if (visit.login().isEmpty()) {
            return Opinion.NONE;
        }
        String header = header(content);
        List<String> from = fields("from", header);
        List<Mailbox> authors = from.size() == 1 && header.length() < LONGEST_HEADER ? mailboxes(from.getFirst()) : List.of();
        if (authors.isEmpty()) {
            return Opinion.refuse(Refusal.NO_FROM);
        }
        String login = visit.login().get();
        boolean allowed = areOf(login, authors) && fields("sender", header).stream().allMatch(field -> areOf(login, mailboxes(field)));
        return allowed ? Opinion.NONE : Opinion.refuse(Refusal.NOT_YOUR_FROM);
    }

    private boolean areOf(String login, List<Mailbox> mailboxes) {
        return !mailboxes.isEmpty() && mailboxes.stream().allMatch(mailbox -> logins.maySendAs(login, mailbox.getAddress()));
    }

    private static List<Mailbox> mailboxes(String field) {
        if (field.length() > LONGEST_FIELD) {
            return List.of();
        }
        List<Mailbox> found = LenientAddressParser.DEFAULT.parseAddressList(field).flatten();
        // A name without an address could be read as an address by some other parser.
        return found.stream().allMatch(mailbox -> mailbox.getDomain() != null) ? found : List.of();
    }

    /** The bodies of all header fields of this name, unfolded. */
    private static List<String> fields(String name, String header) {
        List<String> found = new ArrayList<>();
        StringBuilder open = null;
        for (String line : header.split("\r\n")) {
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded && open != null) {
                open.append(line);
            } else if (!folded) {
                if (open != null) {
                    found.add(open.toString());
                }
                int colon = line.indexOf(':');
                boolean named = colon > 0 && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(name);
                open = named ? new StringBuilder(line.substring(colon + 1)) : null;
            }
        }
        if (open != null) {
            found.add(open.toString());
        }
        return found;
    }

    private static String header(byte[] content) {
        int end = 0;
        while (end < Math.min(content.length, LONGEST_HEADER) && !(content[end] == '\r' && (end == 0 || content[end - 1] == '\n'))) {
            end++;
        }
        return new String(content, 0, end, StandardCharsets.ISO_8859_1);
    }
}
