package postern.index;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import postern.letter.Attachment;
import postern.letter.Correspondent;
import postern.letter.Dates;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.MailPart;
import postern.letter.ReadLimits;
import postern.triage.Folding;

/**
 * A mail as search sees it: spelt texts by zone, and what else is asked for. The index is made from it, and a mail that the
 * index does not know yet is looked at through it, so both give the same answer.
 */
public final class MailText {
    private static final int SHORT = 64 * 1024;
    private static final int LONG = 512 * 1024;
    private static final int LARGEST_FILE = 16 * 1024 * 1024;
    /** After this no further PDF of a mail is begun. */
    private static final Duration PDF_PATIENCE = Duration.ofSeconds(10);
    /** Lines of signatures and seals: long random letters that nobody looks for. */
    private static final Set<String> SEALS = Set.of("dkim-signature", "arc-seal", "arc-message-signature", "x-google-dkim-signature");
    private static final Set<String> OWN_ZONE = Set.of("subject", "from", "to", "cc", "bcc");

    private final Letter letter;
    private final Map<Zone, String> spelt = new EnumMap<>(Zone.class);
    private final Map<Zone, String> folded = new EnumMap<>(Zone.class);
    private final List<MailPart> parts;
    private final Optional<OffsetDateTime> sent;

    private MailText(Letter letter, List<MailPart> parts) {
        this.letter = letter;
        this.parts = parts;
        this.sent = letter.header("date").stream().findFirst().flatMap(Dates::written);
    }

    public static MailText of(byte[] mail, LetterReader reader) {
        Letter letter = reader.readWords(mail);
        boolean several = !letter.attachments().isEmpty()
            || letter.header("content-type").stream().anyMatch(type -> type.regionMatches(true, 0, "multipart/", 0, 10));
        return new MailText(letter, several ? MailPart.of(mail, ReadLimits.DEFAULT) : List.of());
    }

    /** Text of a zone in the one {@link Spelling}. */
    public String spelt(Zone zone) {
        return spelt.computeIfAbsent(zone, this::spell);
    }

    /** Text of a zone, folded as the rules of the desk fold it, with its punctuation. */
    String folded(Zone zone) {
        return folded.computeIfAbsent(zone, z -> Folding.fold(written(z), room(z)));
    }

    private String spell(Zone zone) {
        return zone == Zone.BODY ? body() : Spelling.of(written(zone), room(zone));
    }

    private static int room(Zone zone) {
        return zone == Zone.BODY || zone == Zone.ATTACHED ? LONG : SHORT;
    }

    private String written(Zone zone) {
        return switch (zone) {
            case SUBJECT, BCC -> String.join("\n\n", letter.header(zone.field()));
            case FROM -> people(zone, letter.from());
            case TO -> people(zone, letter.to());
            case CC -> people(zone, letter.cc());
            case HEAD -> head();
            case BODY -> String.join("\n\n", letter.text(), letter.signature(), letter.quoted(), letter.hidden());
            case FILES -> letter.attachments().stream().map(Attachment::name).collect(Collectors.joining("\n\n"));
            case PARTS -> parts.stream().map(MailPart::header).collect(Collectors.joining("\n\n"));
            case ATTACHED -> attached();
        };
    }

    private String people(Zone zone, List<Correspondent> people) {
        StringBuilder all = new StringBuilder(String.join("\n\n", letter.header(zone.field())));
        for (Correspondent person : people) {
            // As decoded from damaged headers, too.
            if (all.indexOf(person.address()) < 0 || all.indexOf(person.name()) < 0) {
                all.append("\n\n").append(person.name()).append(" <").append(person.address()).append('>');
            }
        }
        return all.toString();
    }

    private String head() {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(letter.headers()).forEach((name, values) -> {
            if (isSearchable(name)) {
                values.forEach(value -> all.append(name).append(": ").append(value).append("\n\n"));
            }
        });
        return all.toString();
    }

    /** What is shown, and what another telling of it says beyond. */
    private String body() {
        String shown = Spelling.of(written(Zone.BODY), LONG);
        StringBuilder all = new StringBuilder(shown);
        Shingles told = null;
        for (MailPart part : parts) {
            if (part.isText() && !part.isFile()) {
                told = told == null ? new Shingles(shown) : told;
                for (String line : part.text(LONG).split("\n")) {
                    String spelt = Spelling.of(line, LONG);
                    if (all.length() < 2 * LONG && !told.tell(spelt)) {
                        all.append(' ').append(spelt);
                    }
                }
            }
        }
        return all.toString();
    }

    private String attached() {
        StringBuilder all = new StringBuilder();
        // A PDF may take seconds and give nothing: a mail that brought one that had to be broken off has no other read.
        boolean readsPdf = true;
        long until = System.nanoTime() + PDF_PATIENCE.toNanos();
        for (MailPart part : parts) {
            int room = LONG - all.length();
            if (room <= 0 || !part.isFile()) {
                continue;
            }
            if (part.isText() || OfficeText.isOffice(part.name(), part.type())) {
                all.append(text(part, room)).append("\n\n");
            } else if (readsPdf && PdfText.isPdf(part.name(), part.type())) {
                Optional<String> text = PdfText.of(part.content(LARGEST_FILE), room);
                readsPdf = text.isPresent() && System.nanoTime() - until < 0;
                all.append(text.orElse("")).append("\n\n");
            }
        }
        return all.toString();
    }

    private static String text(MailPart file, int room) {
        return file.isText() ? file.text(room) : OfficeText.of(file.content(LARGEST_FILE), room);
    }

    /** @return names of the header lines, in lower case */
    public Set<String> headerNames() {
        return letter.headers().keySet();
    }

    /** @return whether the values of a header are in {@link Zone#HEAD} */
    public static boolean isSearchable(String name) {
        return !OWN_ZONE.contains(name) && !SEALS.contains(name);
    }

    /** @return whether a header line of that name contains the needle */
    public boolean headerContains(String name, Needle needle) {
        return letter.header(name).stream().anyMatch(needle::in);
    }

    /** RFC 3501 §6.4.4 SENTON: the day that is written, whatever the time zone. */
    public Optional<LocalDate> sentDay() {
        return sent.map(OffsetDateTime::toLocalDate);
    }

    public Optional<Instant> sentAt() {
        return sent.map(OffsetDateTime::toInstant);
    }

    public boolean hasFiles() {
        return parts.isEmpty() ? !letter.attachments().isEmpty() : parts.stream().anyMatch(MailPart::isFile);
    }

    /** RFC 5256 §3: the local part of the first address of a header; empty without one. */
    public String sortKey(String header) {
        List<Correspondent> people = switch (header) {
            case "from" -> letter.from();
            case "to" -> letter.to();
            default -> letter.cc();
        };
        String address = people.isEmpty() ? "" : people.getFirst().address();
        return address.substring(0, Math.max(address.lastIndexOf('@'), 0)).toLowerCase(Locale.ROOT);
    }

    /** RFC 5256 §2.1, as far as the desk compares subjects. */
    public String baseSubject() {
        return letter.bareSubject().toLowerCase(Locale.ROOT);
    }

    /** Subject, decoded, on one line. */
    public String subject() {
        return letter.subject();
    }

    /** Address of the first author; empty if there is none. */
    public String author() {
        return letter.from().isEmpty() ? "" : letter.from().getFirst().address();
    }
}
