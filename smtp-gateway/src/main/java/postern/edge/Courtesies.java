package postern.edge;

import java.util.List;

/** The verbs that change nothing but the peer's patience: NOOP, RSET, VRFY, HELP, QUIT. */
final class Courtesies {
    Reply noop(Dialogue dialogue, String argument) {
        return Answer.of(250, "2.0.0 OK");
    }

    Reply rset(Dialogue dialogue, String argument) {
        if (!argument.isEmpty()) {
            return Refusal.ARGUMENT;
        }
        dialogue.reset();
        return Answer.of(250, "2.0.0 OK");
    }

    /** RFC 5321 §7.3: addresses are not told to strangers. */
    Reply vrfy(Dialogue dialogue, String argument) {
        return argument.isEmpty() ? Refusal.ARGUMENT : Answer.of(252, "2.0.0 Cannot verify, send it and see");
    }

    Reply help(Dialogue dialogue, String argument) {
        return Answer.of(214, "2.0.0 See RFC 5321");
    }

    Reply quit(Dialogue dialogue, String argument) {
        return argument.isEmpty() ? new Answer(221, List.of("2.0.0 " + dialogue.house().site().hostname() + " closing"), true)
            : Refusal.ARGUMENT;
    }

    Reply notImplemented(Dialogue dialogue, String argument) {
        return Refusal.NOT_IMPLEMENTED;
    }

    /** What follows a BDAT is a piece of a mail, which must not be read as commands. */
    Reply bdat(Dialogue dialogue, String argument) {
        return Refusal.CHUNKS;
    }
}
