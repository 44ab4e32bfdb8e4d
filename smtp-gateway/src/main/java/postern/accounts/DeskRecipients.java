package postern.accounts;

import java.util.Locale;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Provider;
import postern.desk.Desk;
import postern.edge.Recipients;
import postern.triage.Addresses;
import postern.triage.OwnMail;

/** Which addresses are ours: service addresses, teams, agents, other accounts, the postmaster, and the company's relayed domains. */
public final class DeskRecipients implements Recipients, OwnMail {
    private final Provider<Desk> desk;
    private final Accounts accounts;
    private final DeskDomainList domains;

    @Inject
    public DeskRecipients(Provider<Desk> desk, Accounts accounts, DeskDomainList domains) {
        this.desk = desk;
        this.accounts = accounts;
        this.domains = domains;
    }

    @Override
    public Answer ask(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        if (at <= 0) {
            return Answer.NOT_OURS;
        }
        Desk now = desk.get();
        String domain = lower.substring(at + 1);
        if (relayed(now, domain)) {
            return Answer.OURS;
        }
        if (!domains.contains(domain)) {
            return Answer.NOT_OURS;
        }
        if (Addresses.control(now, lower).isPresent()) {
            return Answer.AGENTS;
        }
        return isMailbox(now, lower, at) ? Answer.OURS : Answer.UNKNOWN;
    }

    @Override
    public boolean isForDesk(String address) {
        return isForDesk(desk.get(), address, domains::contains, accounts::contains);
    }

    /**
     * @param local whether mail of a domain ends here
     * @param account whether an address is somebody's mailbox
     */
    static boolean isForDesk(Desk now, String address, Predicate<String> local, Predicate<String> account) {
        String plain = Addresses.canonical(address);
        String domain = plain.substring(plain.lastIndexOf('@') + 1);
        return Addresses.service(now, plain) || !relayed(now, domain) && local.test(domain) && !account.test(plain);
    }

    private static boolean relayed(Desk now, String domain) {
        return now.outgoing().relayDomains().stream().anyMatch(domain::equalsIgnoreCase);
    }

    private boolean isMailbox(Desk now, String lower, int at) {
        // RFC 5321 §4.5.1: mail to the postmaster is always accepted.
        return now.serviceAddress(lower).isPresent() || lower.substring(0, at).equals("postmaster")
            || now.teams().values().stream().anyMatch(team -> team.address().equals(lower))
            || now.agents().values().stream().anyMatch(agent -> agent.login().equalsIgnoreCase(lower)) || accounts.contains(lower);
    }
}
