package postern.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import postern.archive.Archivist;
import postern.index.Progress;
import postern.store.Store;

/**
 * Whether the gateway does its work. Asked by the HTTP port; cheap.
 *
 * @param store asked to read a row
 * @param spoolDepth mails waiting
 * @param edge whether mail is taken
 * @param imap whether agents are served
 * @param index how far the search index is; searches are right without it, but slow
 * @param archive how far the archive is; what is not in it yet waits in the store
 */
record Health(Store store, LongSupplier spoolDepth, long freeDiskNeeded, BooleanSupplier edge, BooleanSupplier imap, Supplier<Progress> index,
              Supplier<Archivist.Progress> archive) {
    /** @param well whether all is; {@code figures} is what the JSON says */
    record Report(boolean well, Map<String, Object> figures) {
    }

    Report report() {
        Map<String, Object> figures = new LinkedHashMap<>();
        boolean reads = reads();
        long disk = store.freeDisk();
        boolean well = reads && disk >= freeDiskNeeded && edge.getAsBoolean() && imap.getAsBoolean();
        figures.put("status", well ? "up" : "down");
        figures.put("store", reads ? "up" : "down");
        figures.put("spoolDepth", reads ? spoolDepth.getAsLong() : -1);
        figures.put("diskFreeBytes", disk);
        figures.put("disk", disk >= freeDiskNeeded ? "up" : "down");
        figures.put("edge", edge.getAsBoolean() ? "up" : "down");
        figures.put("imap", imap.getAsBoolean() ? "up" : "down");
        if (reads) {
            search(figures);
            archive(figures);
        }
        return new Report(well, figures);
    }

    private void search(Map<String, Object> figures) {
        Progress progress = index.get();
        figures.put("search", switch (progress.state()) {
            case FOLLOWING -> "up";
            case REBUILDING -> "rebuilding";
            case FAILED, CLOSED -> "down";
        });
        figures.put("searchBehind", progress.behind());
        figures.put("searchUnread", progress.unread());
    }

    private void archive(Map<String, Object> figures) {
        Archivist.Progress progress = archive.get();
        figures.put("archive", progress.trouble().isEmpty() ? "up" : "down");
        figures.put("archiveBehind", progress.behind());
        if (!progress.trouble().isEmpty()) {
            figures.put("archiveTrouble", progress.trouble());
        }
    }

    private boolean reads() {
        try {
            return store.read(connection -> {
                try (var statement = connection.createStatement(); var rows = statement.executeQuery("select 1")) {
                    return rows.next();
                }
            });
        } catch (RuntimeException e) {
            return false;
        }
    }
}
