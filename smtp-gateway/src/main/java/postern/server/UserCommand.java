package postern.server;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.accounts.Account;
import postern.accounts.AccountRefused;
import postern.accounts.Accounts;
import postern.accounts.Protocol;
import postern.handout.HandOver;
import postern.terminal.Table;
import postern.terminal.Terminal;

/** {@code user}: accounts, also while the gateway runs. */
@Command(name = "user", mixinStandardHelpOptions = true,
    description = "Accounts: who may log in to read and to send. Works beside a running gateway and counts from the next log-in on.",
    footerHeading = "%nExamples:%n",
    footer = {"  postern user add alice                     asks for the password twice",
        "  postern user add alice --generate          makes one and shows it once",
        "  echo \"$PW\" | postern user passwd alice --password-stdin",
        "  postern user app-password alice phone      a password for one device",
        "  postern user disable alice", "  postern user hand-over alice --to bob", "  postern user list"})
final class UserCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    UserCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: user add, passwd, disable, enable, hand-over, list or app-password");
    }

    @Command(description = "Makes an account.", mixinStandardHelpOptions = true)
    int add(@Mixin AccountStore.Place place, @Parameters(paramLabel = "NAME") String name, @Mixin NewPassword password) throws Exception {
        return with(place, accounts -> {
            char[] chosen = password.choose();
            accounts.add(name, chosen);
            password.show(terminal);
            terminal.say("made %s", name);
        });
    }

    @Command(description = "Sets a new password.", mixinStandardHelpOptions = true)
    int passwd(@Mixin AccountStore.Place place, @Parameters(paramLabel = "NAME") String name, @Mixin NewPassword password) throws Exception {
        return with(place, accounts -> {
            char[] chosen = password.choose();
            accounts.setPassword(name, chosen);
            password.show(terminal);
            terminal.say("%s has a new password", name);
        });
    }

    @Command(description = "Lets an account log in no more; its mail stays.", mixinStandardHelpOptions = true)
    int disable(@Mixin AccountStore.Place place, @Parameters(paramLabel = "NAME") String name) throws Exception {
        return with(place, accounts -> {
            accounts.setDisabled(name, true);
            terminal.say("%s cannot log in; open tickets go back to their teams", name);
        });
    }

    @Command(name = "hand-over", description = {"Hands an agent's tickets over: to a colleague, where he or she is in the ticket's team, else back to the team.",
        "The gateway does it within seconds, or when it starts."}, mixinStandardHelpOptions = true)
    int handOver(@Mixin AccountStore.Place place, @Parameters(paramLabel = "AGENT", description = "as in desk.yaml") String agent,
                 @Option(names = "--to", paramLabel = "COLLEAGUE") String colleague) throws Exception {
        try (AccountStore store = place.open()) {
            if (colleague != null && !LiveDesk.open(place.conf()).get().agents().containsKey(colleague)) {
                throw new Failure("'" + colleague + "' is no agent of the desk");
            }
            HandOver.ask(store.store(), agent, Optional.ofNullable(colleague));
        }
        terminal.say("the tickets of %s go to %s", agent, colleague == null ? "their teams" : colleague);
        return 0;
    }

    @Command(description = "Lets a disabled account log in again.", mixinStandardHelpOptions = true)
    int enable(@Mixin AccountStore.Place place, @Parameters(paramLabel = "NAME") String name) throws Exception {
        return with(place, accounts -> {
            accounts.setDisabled(name, false);
            terminal.say("%s can log in", name);
        });
    }

    @Command(description = "Shows all accounts.", mixinStandardHelpOptions = true)
    int list(@Mixin AccountStore.Place place) throws Exception {
        return with(place, accounts -> {
            List<Account> all = accounts.list();
            if (all.isEmpty()) {
                terminal.say("no accounts yet; 'postern user add NAME' makes one");
                return;
            }
            Table table = new Table("account", "since", "log-in", "app passwords");
            for (Account account : all) {
                table.add(List.of(account.address(), DateTimeFormatter.ISO_LOCAL_DATE.format(account.created().atZone(ZoneOffset.UTC)),
                    account.disabled() ? "disabled" : "yes",
                    account.appPasswords().stream().map(Account.AppPassword::label).collect(Collectors.joining(", "))), "");
            }
            table.print(terminal);
        });
    }

    @Command(name = "app-password", description = {"Makes a password for one program or device, or removes it.", "It is shown once."},
        mixinStandardHelpOptions = true)
    int appPassword(@Mixin AccountStore.Place place, @Parameters(paramLabel = "NAME") String name,
                    @Parameters(paramLabel = "LABEL", description = "names the device, such as phone") String label,
                    @Option(names = "--only", paramLabel = "PROTOCOL", description = "${COMPLETION-CANDIDATES}; default: all") Protocol only,
                    @Option(names = "--remove", description = "takes it away") boolean remove) throws Exception {
        return with(place, accounts -> {
            if (remove) {
                accounts.removeAppPassword(name, label);
                terminal.say("%s of %s opens nothing any more", label, name);
            } else {
                terminal.say("%s", accounts.addAppPassword(name, label, only == null ? Set.of(Protocol.values()) : Set.of(only)));
                terminal.note("shown only now; it belongs into the device '%s' of %s", label, name);
            }
        });
    }

    private interface Act {
        void on(Accounts accounts) throws Exception;
    }

    private static int with(AccountStore.Place place, Act act) throws Exception {
        try (AccountStore store = place.open()) {
            act.on(store.accounts());
            return 0;
        } catch (AccountRefused e) {
            throw new Failure(e.getMessage(), e);
        }
    }
}
