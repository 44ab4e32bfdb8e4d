package postern.edge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** EHLO, HELO and STARTTLS: how a session begins, and begins anew. */
final class Greetings {
    /**
     * RFC 5321 §4.1.4 wants a name or a literal and forbids to check it against the address. Many programs send a name with an
     * underscore or a bare address; what cannot stand in a Received field is refused.
     */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}|\\[[A-Za-z0-9.:]{1,60}\\]|[0-9A-Fa-f.:]{2,45}");

    Reply ehlo(Dialogue dialogue, String argument) {
        if (!NAME.matcher(argument).matches()) {
            return Refusal.ARGUMENT;
        }
        dialogue.reset();
        dialogue.visit(dialogue.visit().greeted(argument, true));
        return new Answer(250, offers(dialogue), false);
    }

    Reply helo(Dialogue dialogue, String argument) {
        if (!NAME.matcher(argument).matches()) {
            return Refusal.ARGUMENT;
        }
        dialogue.reset();
        dialogue.visit(dialogue.visit().greeted(argument, false));
        return Answer.of(250, dialogue.house().site().hostname());
    }

    private static List<String> offers(Dialogue dialogue) {
        House house = dialogue.house();
        Visit visit = dialogue.visit();
        List<String> offers = new ArrayList<>();
        offers.add(house.site().hostname());
        offers.add("PIPELINING");
        offers.add("SIZE " + house.limits().get().messageSize());
        offers.add("8BITMIME");
        offers.add("ENHANCEDSTATUSCODES");
        if (visit.tls().isEmpty()) {
            offers.add("STARTTLS");
        } else if (visit.door().needsLogin() && visit.login().isEmpty()) {
            // RFC 4954 §4: a password in clear is not asked for.
            offers.add("AUTH PLAIN LOGIN");
        }
        offers.add("LIMITS RCPTMAX=" + house.limits().get().recipients());
        offers.add("HELP");
        return offers;
    }

    Reply startTls(Dialogue dialogue, String argument) throws IOException {
        if (!argument.isEmpty()) {
            return Refusal.ARGUMENT;
        }
        if (dialogue.visit().tls().isPresent()) {
            return Refusal.TLS_ALREADY;
        }
        dialogue.say(Answer.of(220, "2.0.0 Ready to start TLS"));
        try {
            Visit.Tls session = dialogue.wire().secure(dialogue.house().tls().get());
            dialogue.house().meters().secured(session);
            dialogue.reset();
            dialogue.visit(dialogue.visit().secured(session));
            return Answer.NOTHING;
        } catch (IOException e) {
            dialogue.house().logbook().secureFailed(dialogue.visit(), e);
            throw e;
        }
    }
}
