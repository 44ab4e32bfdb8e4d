package postern.imap;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.process.ImapProcessor.Responder;

/** The way of a command's answers, on which the last one is handed to somebody who looks at it first. Of one command. */
final class Outcome implements Responder {
    private final Responder client;
    private final Tag tag;
    private final Consumer<StatusResponse> last;
    private StatusResponse seen;

    Outcome(Responder client, Tag tag, Consumer<StatusResponse> last) {
        this.client = client;
        this.tag = tag;
        this.last = last;
    }

    @Override
    public void respond(ImapResponseMessage message) {
        if (message instanceof StatusResponse status && tag.equals(status.getTag())) {
            seen = status;
            last.accept(status);
        } else {
            client.respond(message);
        }
    }

    /** The answer that ended the command, if it has ended. */
    Optional<StatusResponse> seen() {
        return Optional.ofNullable(seen);
    }

    boolean isOk() {
        return isOk(seen);
    }

    static boolean isOk(StatusResponse status) {
        return status != null && status.getServerResponseType() == StatusResponse.Type.OK;
    }

    @Override
    public void flush() {
        client.flush();
    }
}
