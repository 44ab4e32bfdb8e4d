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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Looks whether each content is what its record says, or zeros if it was erased, and whether there is anything else.
 *
 * <p>Beside a running gateway a content may be erased after the chain was read. So a content that is not what it should be is looked at
 * once more at the end, with what the chain says by then, before it is called altered; an erasure in hand is given a while.
 */
final class ContentCheck {
    private static final int LOOKS = 40;
    private static final long LOOK_MILLIS = 250;

    private final Shelf shelf;
    private final ChainCheck chain;
    private final Consumer<Finding> findings;
    private final BlockCheck blocks;
    private final Erasures erasures;
    private final List<Suspect> suspects = new ArrayList<>();
    private LocalDate day = LocalDate.MIN;
    private long reached;

    /** A content that was not what its record says. */
    private record Suspect(LocalDate day, Entry entry, Block block) {
    }

    /** What was erased since the chain was read. */
    interface Erasures {
        /** @return receipts by number of the erased record */
        Map<Long, String> since() throws IOException;

        /** @return whether the erasure of a record is said by the chain and not yet done */
        boolean isInHand(long number) throws IOException;
    }

    ContentCheck(Shelf shelf, ChainCheck chain, Erasures erasures, Consumer<Finding> findings) {
        this.erasures = erasures;
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
        accuse();
        blocks.close();
    }

    private void look(Entry entry, Block block) throws IOException {
        if (block.from() > reached) {
            found(reached, block.from(), 0, "", "no sound record vouches for these octets");
        }
        reached = Math.max(reached, block.to());
        if (fault(new Suspect(day, entry, block), chain.erased()) != null) {
            suspects.add(new Suspect(day, entry, block));
        }
    }

    private String fault(Suspect suspect, Map<Long, String> erased) throws IOException {
        String receipt = erased.get(suspect.entry().number());
        if (receipt != null) {
            return zeros(suspect.day(), suspect.block()) ? null : "was to be erased by receipt " + receipt + ", and is not, or not whole";
        }
        String wrong = blocks.wrong(suspect.day(), suspect.block());
        return wrong == null ? null : "the content is altered: it " + wrong;
    }

    private void accuse() throws IOException {
        int looks = 0;
        Map<Long, String> erased = suspects.isEmpty() ? Map.of() : erased();
        for (Suspect suspect : suspects) {
            String fault = fault(suspect, erased);
            while (fault != null && erasures.isInHand(suspect.entry().number()) && looks++ < LOOKS) {
                rest();
                erased = erased();
                fault = fault(suspect, erased);
            }
            if (fault != null) {
                findings.accept(new Finding(shelf.contents(suspect.day()), suspect.block().from(), suspect.block().to(), suspect.entry().number(), suspect.entry().name(),
                    fault));
            }
        }
    }

    private Map<Long, String> erased() throws IOException {
        Map<Long, String> erased = new HashMap<>(chain.erased());
        erased.putAll(erasures.since());
        return erased;
    }

    private static void rest() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean zeros(LocalDate day, Block block) throws IOException {
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
