package postern.triage;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import postern.desk.Desk;
import postern.desk.ServiceAddress;

/** Compares addresses: spelling, our own ones, and those behind which nobody reads. */
public final class Addresses {
    private static final Pattern MAILBOX = Pattern.compile("[!-~&&[^()<>\\[\\]:;@\\\\,\"]]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,20}");
    /** The account of the team folders; its details are orders. */
    private static final String CONTROL = "desk";
    private static final String SEARCH = "search";
    private static final String SEPARATORS = "-._+=";
    private static final Set<String> ROBOTS = Set.of("mailerdaemon", "postmaster", "noreply", "donotreply", "dontreply", "noanswer",
        "nobody", "listserv", "majordomo", "mailman", "bounce", "bounces", "autoreply", "autoresponder", "systemmail");

    private Addresses() {
    }

    /** One spelling for all: lower case, domain in ASCII (RFC 5891) and without a final dot. */
    public static String canonical(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return address.strip().toLowerCase(Locale.ROOT);
        }
        String domain = address.substring(at + 1).strip();
        while (domain.endsWith(".")) {
            domain = domain.substring(0, domain.length() - 1);
        }
        return address.substring(0, at).strip().toLowerCase(Locale.ROOT) + "@" + ascii(domain).toLowerCase(Locale.ROOT);
    }

    /** @return whether mail can be sent there: one local part, one domain, nothing that breaks a header or an SMTP command */
    public static boolean sendable(String address) {
        return MAILBOX.matcher(address).matches() && !address.contains("..") && !address.endsWith(".") && !address.startsWith(".");
    }

    /** @return whether the address is one of the desk's own, in any spelling, with or without {@code +detail} */
    public static boolean ours(Desk desk, String address) {
        String plain = withoutDetail(canonical(address));
        String domain = plain.substring(plain.lastIndexOf('@') + 1);
        return domain.equals(ascii(desk.domain()).toLowerCase(Locale.ROOT)) || domain.equals(desk.hostname().toLowerCase(Locale.ROOT))
            || service(desk, plain)
            || desk.agents().values().stream().anyMatch(agent -> named(agent.login(), plain))
            || desk.teams().values().stream().anyMatch(team -> named(team.address(), plain));
    }

    /** @return whether customers write to this address, in any spelling, with or without {@code +detail} */
    public static boolean service(Desk desk, String address) {
        return served(desk, address).isPresent();
    }

    /** @return the service address that is meant, in any spelling, with or without {@code +detail} */
    public static Optional<ServiceAddress> served(Desk desk, String address) {
        String plain = withoutDetail(canonical(address));
        return desk.serviceAddress(plain).or(() -> desk.addresses().values().stream().filter(own -> named(own.address(), plain)).findFirst());
    }

    /** @return whether the desk answers for this address as far as desk.yaml tells: a service address, or one of its domain that is no agent's */
    public static boolean forDesk(Desk desk, String address) {
        String plain = withoutDetail(canonical(address));
        boolean ourDomain = plain.endsWith("@" + ascii(desk.domain()).toLowerCase(Locale.ROOT));
        return service(desk, plain)
            || ourDomain && desk.agents().values().stream().noneMatch(agent -> named(agent.login(), plain));
    }

    /**
     * @return what a control address says: {@code done} of {@code desk+done@…}, {@code search} of {@code search@…}, nothing of {@code desk@…}
     *         itself; empty if it is no control address. Only agents' mail may go there.
     */
    public static Optional<String> control(Desk desk, String address) {
        String plain = canonical(address);
        String own = "@" + ascii(desk.domain()).toLowerCase(Locale.ROOT);
        if (plain.equals(SEARCH + own)) {
            return Optional.of(SEARCH);
        }
        if (!plain.endsWith(own) || !withoutDetail(plain).equals(CONTROL + own)) {
            return Optional.empty();
        }
        String local = plain.substring(0, plain.length() - own.length());
        return Optional.of(local.equals(CONTROL) ? "" : local.substring(CONTROL.length() + 1));
    }

    /** @return whether nobody reads what is sent there: {@code no-reply}, {@code mailer-daemon}, list machinery … (RFC 5230 §4.6) */
    public static boolean robot(String address) {
        int at = address.lastIndexOf('@');
        String local = (at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT);
        StringBuilder letters = new StringBuilder(local.length());
        int first = local.length();
        for (int i = 0; i < local.length(); i++) {
            if (SEPARATORS.indexOf(local.charAt(i)) < 0) {
                letters.append(local.charAt(i));
            } else {
                first = Math.min(first, i);
            }
        }
        String joined = letters.toString();
        if (joined.contains("noreply") || joined.contains("donotreply") || joined.contains("mailerdaemon")) {
            return true;
        }
        return ROBOTS.contains(joined) || ROBOTS.contains(local.substring(0, first)) || local.startsWith("owner-")
            || local.endsWith("-owner") || local.endsWith("-request") || local.endsWith("-bounces");
    }

    /** @return the address without its {@code +detail}: one mailbox has one */
    public static String withoutDetail(String address) {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
    }

    /** @return whether that is the spelling of one of our addresses that {@link #canonical} gives; most are told apart by their lengths */
    private static boolean named(String own, String canonical) {
        boolean plain = isAscii(own) && !own.endsWith(".") && own.indexOf(' ') < 0;
        return !(plain && own.length() != canonical.length()) && canonical(own).equals(canonical);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String ascii(String domain) {
        if (isAscii(domain)) {
            return domain;
        }
        try {
            return IDN.toASCII(domain);
        } catch (IllegalArgumentException notADomain) {
            return domain;
        }
    }
}
