package postern.accounts;

import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.ServiceAddress;
import postern.edge.Logins;

/** Submission log-ins, and whom an account may write as. */
public final class AccountLogins implements Logins {
    private final Accounts accounts;
    private final Provider<Desk> desk;

    @Inject
    public AccountLogins(Accounts accounts, Provider<Desk> desk) {
        this.accounts = accounts;
        this.desk = desk;
    }

    @Override
    public Optional<String> check(String name, char[] password) {
        return accounts.check(name, password, Protocol.SMTP);
    }

    /**
     * Everybody writes as themselves. An agent writes as the service addresses of their teams, and as those that belong to no
     * team in particular. The null sender is allowed, as read receipts have it (RFC 8098 §3).
     */
    @Override
    public boolean maySendAs(String login, String sender) {
        if (sender.isEmpty() || sender.toLowerCase(Locale.ROOT).equals(login)) {
            return true;
        }
        Desk now = desk.get();
        Optional<Agent> agent = now.agents().values().stream().filter(one -> one.login().equalsIgnoreCase(login)).findAny();
        Optional<ServiceAddress> service = now.serviceAddress(sender);
        return agent.isPresent() && service.isPresent()
            && service.get().team().map(team -> now.teams().get(team).members().contains(agent.get().id())).orElse(true);
    }
}
