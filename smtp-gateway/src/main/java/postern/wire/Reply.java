package postern.wire;

/**
 * An SMTP reply.
 *
 * @param code three digits
 * @param text of its last line, with the enhanced status code if there is one
 */
public record Reply(int code, String text) {
    public boolean positive() {
        return code >= 200 && code < 400;
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
