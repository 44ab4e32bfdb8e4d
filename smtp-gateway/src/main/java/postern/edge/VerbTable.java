package postern.edge;

import java.util.HashMap;
import java.util.Map;
import org.subethamail.smtp.internal.server.CommandHandler;

/** All verbs, and their entries in the library's command table. */
final class VerbTable {
    private final Map<String, Verb> verbs = new HashMap<>();

    VerbTable(Greetings greetings, Envelopes envelopes, Delivery delivery, LogIn logIn, Courtesies courtesies) {
        verbs.put("EHLO", greetings::ehlo);
        verbs.put("HELO", greetings::helo);
        verbs.put("STARTTLS", greetings::startTls);
        verbs.put("AUTH", logIn::auth);
        verbs.put("MAIL", envelopes::mail);
        verbs.put("RCPT", envelopes::recipient);
        verbs.put("DATA", delivery::data);
        verbs.put("RSET", courtesies::rset);
        verbs.put("NOOP", courtesies::noop);
        verbs.put("VRFY", courtesies::vrfy);
        verbs.put("HELP", courtesies::help);
        verbs.put("QUIT", courtesies::quit);
        verbs.put("EXPN", courtesies::notImplemented);
        verbs.put("TURN", courtesies::notImplemented);
        verbs.put("ETRN", courtesies::notImplemented);
        verbs.put("BDAT", courtesies::bdat);
    }

    Map<String, Verb> verbs() {
        return verbs;
    }

    /** Replaces every command of the library, so that none of its own can run. */
    void into(CommandHandler table) {
        for (String own : table.getVerbs().toArray(String[]::new)) {
            table.addCommand(new Entry(own));
        }
        verbs.keySet().forEach(verb -> table.addCommand(new Entry(verb)));
        table.addCommand(new Entry(Dialogue.OTHER));
        table.addCommand(new Entry(Seat.BEGIN));
    }
}
