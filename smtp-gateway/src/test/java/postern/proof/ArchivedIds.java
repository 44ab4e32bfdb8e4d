package postern.proof;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.archive.Archive;
import postern.archive.ArchiveKey;
import postern.archive.Archived;
import postern.archive.Archivist;
import postern.archive.Finding;
import postern.archive.Verification;
import postern.archive.What;
import postern.server.HomeKey;
import postern.store.SqliteStore;
import postern.store.Store;

/** The archive of a gateway that ended, with what waited for it. */
record ArchivedIds(Store store, ArchiveKey key) implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^message-id:\\s*(<[^>]+>)");

    static ArchivedIds of(Path home) throws Exception {
        ArchiveKey key = new ArchiveKey(HomeKey.existing(home).orElseThrow());
        Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry());
        new Archivist(store, Archive.folder(store), key, Clock.systemUTC()).drain();
        return new ArchivedIds(store, key);
    }

    /** Message-IDs of the mails that were taken over. */
    List<String> accepted() {
        return new Archive(store, Archive.folder(store)).between(Instant.MIN, Instant.MAX).filter(mail -> mail.direction() == What.ACCEPTED)
            .map(ArchivedIds::messageId).toList();
    }

    private static String messageId(Archived mail) {
        try (InputStream raw = mail.raw()) {
            Matcher id = MESSAGE_ID.matcher(new String(raw.readAllBytes(), StandardCharsets.ISO_8859_1));
            return id.find() ? id.group(1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Finding> findings() throws IOException {
        return Verification.of(store, Archive.folder(store), key).verify(octets -> { }).findings();
    }

    @Override
    public void close() {
        store.close();
    }
}
