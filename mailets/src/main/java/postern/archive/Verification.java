package postern.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import postern.store.Store;

/**
 * Reads the whole archive and says what in it is not as it was written. Changes nothing; works beside a running gateway, whose newest
 * records it leaves to the next time; what is erased meanwhile is not called altered. Memory: what is erased, and the newest records.
 */
public final class Verification {
    private final Optional<Store> store;
    private final Shelf shelf;
    private final Optional<Head> head;
    private final Optional<ArchiveKey> key;
    private final boolean genuine;
    private final Map<Long, String> noted = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What was found.
     *
     * @param days that have records
     * @param mails accepted and sent
     * @param erased records whose contents were erased, each by a receipt
     * @param octets of all files
     * @param last number of the last record that was looked at
     * @param hash of that record: note it elsewhere, and a later verification can be asked whether it still holds
     * @param findings empty if the archive is whole
     */
    public record Report(long days, long records, long mails, long erased, long octets, long last, String hash, List<Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        public boolean whole() {
            return findings.isEmpty();
        }
    }

    private Verification(Optional<Store> store, Path folder, Optional<Head> head, Optional<ArchiveKey> key, boolean genuine) {
        this.store = store;
        this.shelf = new Shelf(folder);
        this.head = head;
        this.key = key;
        this.genuine = genuine;
    }

    /** With what the store knows: where the chain ends. */
    public static Verification of(Store store, Path folder, ArchiveKey key) {
        return store.read(connection -> {
            Optional<Head> head = Optional.of(Catalogue.head(connection)).filter(known -> known.number() > 0);
            return new Verification(Optional.of(store), folder, head, Optional.of(key), head.isEmpty() ? !hasRecords(folder) : Catalogue.isGenuine(connection, key));
        });
    }

    /** Of the files alone: that nothing is missing at the end cannot be seen, and without a key the seals say nothing. */
    public static Verification of(Path folder, Optional<ArchiveKey> key) {
        return new Verification(Optional.empty(), folder, Optional.empty(), key, true);
    }

    /** Asks too whether a record still has the hash that someone noted. */
    public Verification noted(long record, String hash) {
        noted.put(record, hash);
        return this;
    }

    /** Octets that there are to read; for a progress bar. */
    public long octets() throws IOException {
        long octets = 0;
        for (LocalDate day : shelf.days()) {
            octets += size(shelf.lines(day)) + size(shelf.contents(day));
        }
        return octets;
    }

    /** @param done told the octets read so far */
    public Report verify(LongConsumer done) throws IOException {
        if (!genuine) {
            found(shelf.folder(), 0, 0, 0, "", head.isEmpty() ? "the store does not know of these records; a running gateway takes them over"
                : "the store says where the chain ends, but not with this home's secret");
        }
        dictionary();
        ChainCheck chain = new ChainCheck(shelf, head, key, noted, findings::add);
        chain.check(done);
        new ContentCheck(shelf, chain, new LateErasures(store, key, shelf, chain.end()), findings::add).check(done);
        return new Report(chain.days(), chain.records(), chain.mails(), chain.erased().size(), octets(), chain.last(), chain.hash(), findings);
    }

    private void dictionary() throws IOException {
        Path file = shelf.folder().resolve(Dictionary.NAME);
        byte[] ours = Dictionary.standard().octets();
        if (!Files.exists(file)) {
            if (!shelf.days().isEmpty()) {
                found(file, 0, 0, 0, "", "is missing; others need it to unpack the contents");
            }
            return;
        }
        byte[] octets = Files.readAllBytes(file);
        int differs = Arrays.mismatch(octets, ours);
        if (differs >= 0) {
            found(file, differs, differs + 1L, 0, "", "is altered; others need it to unpack the contents");
        }
    }

    private void found(Path file, long from, long to, long record, String name, String fault) {
        findings.add(new Finding(file, from, to, record, name, fault));
    }

    /** @return whether there are files of an archive at all */
    public static boolean hasRecords(Path folder) {
        try {
            return !new Shelf(folder).days().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
