package postern.edge;

import java.io.IOException;

/** What one command does. Called by the session's thread. */
interface Verb {
    /**
     * @param argument what stood after the verb, without surrounding blanks
     * @throws IOException when the peer is gone
     */
    Reply say(Dialogue dialogue, String argument) throws IOException;
}
