package postern.wire;

import java.io.IOException;

/** The server refused what it was asked. */
public class SmtpException extends IOException {
    private final Reply reply;

    public SmtpException(Reply reply) {
        super("the server answered " + reply);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
