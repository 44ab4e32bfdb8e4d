package postern.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import postern.explain.Mails;

/** Mails of files, directories and mailbox files, of which nobody knows what became. */
public record MailFiles(List<Path> files) implements Mailbag {
    public MailFiles {
        files = List.copyOf(files);
    }

    @Override
    public void each(Consumer<Past> taker, BiConsumer<String, String> unread) {
        Mails.each(files, new Mails.Reader() {
            @Override
            public void mail(String name, byte[] octets) {
                taker.accept(new Past(name, Optional.empty(), octets.length, () ->
                    new Past.Came(Optional.empty(), octets, Past.Known.NOTHING)));
            }

            @Override
            public void unreadable(String name, String trouble) {
                unread.accept(name, trouble);
            }
        });
    }
}
