package postern.edge;

import org.subethamail.smtp.internal.server.Command;
import org.subethamail.smtp.internal.server.HelpMessage;
import org.subethamail.smtp.server.Session;

/** A line of the library's command table: leads to the session's dialogue, which knows what was said. */
record Entry(String verb) implements Command {
    @Override
    public void execute(String line, Session session) {
        Dialogue dialogue = ((Seat) session.getSocket()).dialogue();
        if (!dialogue.answer()) {
            session.quit();
        }
    }

    @Override
    public HelpMessage getHelp() {
        return new HelpMessage(verb, "");
    }

    @Override
    public String getName() {
        return verb;
    }
}
