package postern.replay;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The mails of a replay, in the order in which they came. */
@FunctionalInterface
public interface Mailbag {
    /** @param unread gets name and trouble of what is no mail that can be had */
    void each(Consumer<Past> taker, BiConsumer<String, String> unread) throws IOException;
}
