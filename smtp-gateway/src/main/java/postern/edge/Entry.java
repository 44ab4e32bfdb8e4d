package postern.edge;

import java.io.IOException;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.internal.server.Command;
import org.subethamail.smtp.internal.server.HelpMessage;
import org.subethamail.smtp.server.Session;

/**
 * A line of the library's command table. Every verb's leads to the session's {@link Dialogue}, which knows what was said; that of
 * {@link Seat#BEGIN} reads commands and looks them up in the table until the session is over.
 */
record Entry(String verb) implements Command {
    @Override
    public void execute(String line, Session session) throws IOException, DropConnectionException {
        Seat seat = (Seat) session.getSocket();
        if (!verb.equals(Seat.BEGIN)) {
            seat.dialogue().answer();
            return;
        }
        // The session makes its buffers anew, so those that it read the word with are not kept while it waits.
        session.setSocket(seat);
        for (String next = seat.dialogue().listen(); next != null; next = seat.dialogue().listen()) {
            session.getServer().getCommandHandler().handleCommand(session, next);
        }
        session.quit();
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
