package postern.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.desk.TicketId;
import postern.tickets.TicketEvent;

/**
 * Writes a ticket out, with those that go on as one with it and the mails that came along when it was parted from another, for somebody who has neither the gateway nor a reason to believe it: mails, events, and the chain of the days in which
 * they stand, with a script that checks all by {@code sha256sum}. Of other records the chain's hashes are shown, and nothing else.
 */
public final class Export {
    private final Archive archive;
    private final Path directory;
    private final TicketId ticket;

    /**
     * What was written.
     *
     * @param erased records whose contents are gone; the chain says by which receipt
     */
    public record Written(int mails, int events, int erased, int days) {
    }

    /** @param directory made for its owner alone if it is missing; empty, so that nothing in it is older than this */
    public Export(Archive archive, TicketId ticket, Path directory) {
        this.archive = archive;
        this.ticket = ticket;
        this.directory = directory;
    }

    /** @return empty if the archive knows no such ticket, then nothing is written */
    public Optional<Written> write() throws IOException {
        Conversation conversation = archive.conversation(ticket);
        List<Archived> mails = conversation.mails();
        List<Catalogue.Place> happened = conversation.events();
        if (mails.isEmpty() && happened.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(directory.resolve("mails"));
        Files.createDirectories(directory.resolve("records"));
        Files.createDirectories(directory.resolve("chain"));
        int erased = mails(mails) + records(happened);
        List<TicketEvent> events = archive.events(happened);
        Files.write(directory.resolve("events.jsonl"), Happening.written(events));
        Set<Long> numbers = Stream.concat(mails.stream().map(Archived::number), happened.stream().map(Catalogue.Place::number)).collect(Collectors.toSet());
        Set<LocalDate> days = new TreeSet<>();
        mails.forEach(mail -> days.add(mail.day()));
        happened.forEach(place -> days.add(place.day()));
        if (erased > 0) {
            days.addAll(erasures(days.iterator().next(), numbers));
        }
        for (LocalDate day : days) {
            chain(day, numbers);
        }
        text("check.sh");
        directory.resolve("check.sh").toFile().setExecutable(true);
        text("README.txt");
        return Optional.of(new Written(mails.size(), events.size(), erased, days.size()));
    }

    /** @return how many are erased */
    private int mails(List<Archived> mails) throws IOException {
        int erased = 0;
        try (Mbox mbox = new Mbox(new BufferedOutputStream(Files.newOutputStream(directory.resolve("mails.mbox"))))) {
            for (Archived mail : mails) {
                if (mail.erased().isPresent()) {
                    erased++;
                    continue;
                }
                try (InputStream raw = mail.raw()) {
                    mbox.add(mail.envelope().sender(), mail.at(), raw);
                }
                try (InputStream raw = mail.raw(); OutputStream out = Files.newOutputStream(directory.resolve("mails")
                        .resolve("%06d-%s.eml".formatted(mail.number(), mail.direction().word())))) {
                    raw.transferTo(out);
                }
                try (InputStream record = mail.record()) {
                    record(mail.number(), record);
                }
            }
        }
        return erased;
    }

    private int records(List<Catalogue.Place> happened) throws IOException {
        int erased = 0;
        for (Catalogue.Place place : happened) {
            if (archive.receipt(place.number()).isPresent()) {
                erased++;
                continue;
            }
            try (InputStream record = archive.contents().whole(place.day(), archive.entry(place).block().orElseThrow())) {
                record(place.number(), record);
            }
        }
        return erased;
    }

    /** Days that say which of the records were erased: without them a record that is gone looks like one that was taken away. */
    private Set<LocalDate> erasures(LocalDate first, Set<Long> numbers) throws IOException {
        Set<LocalDate> days = new TreeSet<>();
        archive.walk().from(first, 0, line -> line.entry()
            .filter(entry -> entry.what() == What.ERASED && entry.erased().stream().anyMatch(numbers::contains))
            .ifPresent(entry -> days.add(line.day())));
        return days;
    }

    private void record(long number, InputStream record) throws IOException {
        try (OutputStream out = Files.newOutputStream(directory.resolve("records").resolve(Long.toString(number)))) {
            record.transferTo(out);
        }
    }

    /** A line for each record: hash, digest of the record, and the record itself if it is the ticket's or nobody's. */
    private void chain(LocalDate day, Set<Long> numbers) throws IOException {
        try (Writer out = Files.newBufferedWriter(directory.resolve("chain").resolve(day + ".txt"))) {
            archive.walk().day(day, 0, Long.MAX_VALUE, line -> {
                Entry entry = line.entry().orElse(null);
                boolean shown = entry != null && (numbers.contains(entry.number()) || entry.what() == What.DAY || entry.what() == What.SEAL
                    || entry.what() == What.ERASED && entry.erased().stream().anyMatch(numbers::contains));
                out.write(line.hash() + " " + Digests.of(line.json()) + (shown ? " " + new String(line.json(), StandardCharsets.UTF_8) : "") + "\n");
            });
        }
    }

    private void text(String name) throws IOException {
        try (InputStream in = Export.class.getResourceAsStream(name); OutputStream out = Files.newOutputStream(directory.resolve(name))) {
            in.transferTo(out);
        }
    }
}
