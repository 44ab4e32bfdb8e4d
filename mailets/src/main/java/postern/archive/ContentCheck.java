package postern.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Looks whether each content is what its record says, or zeros if it was erased, and whether there is anything else. */
final class ContentCheck {
    private final Shelf shelf;
    private final ChainCheck chain;
    private final Consumer<Finding> findings;
    private final BlockCheck blocks;
    private LocalDate day = LocalDate.MIN;
    private long reached;

    ContentCheck(Shelf shelf, ChainCheck chain, Consumer<Finding> findings) {
        this.shelf = shelf;
        this.chain = chain;
        this.findings = findings;
        this.blocks = new BlockCheck(shelf);
    }

    void check(LongConsumer done) throws IOException {
        long[] octets = {chain.octets()};
        new Walk(shelf).from(LocalDate.MIN, 0, line -> {
            if (!line.day().equals(day)) {
                end();
                day = line.day();
                reached = 0;
            }
            Entry entry = chain.isKnown(line) && chain.vouches(line) ? line.entry().orElse(null) : null;
            if (entry != null && entry.block().isPresent()) {
                look(entry, entry.block().get());
                octets[0] += entry.block().get().to() - entry.block().get().from();
                done.accept(octets[0]);
            }
        });
        end();
        blocks.close();
    }

    private void look(Entry entry, Block block) throws IOException {
        if (block.from() > reached) {
            found(reached, block.from(), 0, "", "no sound record vouches for these octets");
        }
        reached = Math.max(reached, block.to());
        String receipt = chain.erased().get(entry.number());
        String wrong = receipt == null ? blocks.wrong(day, block) : zeros(block) ? null : "was to be erased by receipt " + receipt + ", and is not, or not whole";
        if (wrong != null) {
            found(block.from(), block.to(), entry.number(), entry.name(), receipt == null ? "the content is altered: it " + wrong : wrong);
        }
    }

    private boolean zeros(Block block) throws IOException {
        try (FileChannel channel = FileChannel.open(shelf.contents(day), StandardOpenOption.READ)) {
            channel.position(block.from());
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            for (long left = block.to() - block.from(); left > 0; left--) {
                if (in.read() != 0) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** What lies behind the last content of the chain's last day is being written. */
    private void end() throws IOException {
        Path file = shelf.contents(day);
        boolean open = chain.head().filter(head -> !day.isBefore(head.day())).isPresent();
        long size = open ? Math.min(Verification.size(file), chain.head().orElseThrow().contents()) : Verification.size(file);
        if (!day.equals(LocalDate.MIN) && Files.exists(file) && size > reached) {
            found(reached, size, 0, "", "no sound record vouches for these octets");
        }
    }

    private void found(long from, long to, long record, String name, String fault) {
        findings.accept(new Finding(shelf.contents(day), from, to, record, name, fault));
    }
}
