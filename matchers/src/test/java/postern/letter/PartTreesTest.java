package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The parts of mails that another reader was tortured with, and what that reader takes for their decoded contents: {@code X.msg} with
 * {@code X_decoded.xml} beside it. {@code -Dpostern.misses=true} prints where ours differ.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartTreesTest {
    private static final boolean MISSES = Boolean.getBoolean("postern.misses");
    /**
     * Where we differ and mean to: text is shown that the other reader drops (no boundary, no header, no empty line), a broken last
     * group of base64 is decoded further, and boundaries that differ in trailing blanks only are one.
     */
    private static final Set<String> OTHERWISE = Set.of("badbound.msg", "missing-boundary.msg", "missing-inner-boundary.msg", "missing-inner-start-boundary.msg",
        "multipartnopart.msg", "hdr-fakeout.msg", "basic-plain-with-bad-header-separator.msg", "malformedHeader-noheader.msg",
        "malformedHeaderStartsBody-nocrlfcrlf.msg", "malformedHeaderStartsBody-noheader.msg", "frag.msg", "multi-frag.msg", "weird-boundary.msg",
        "very-long-boundary.msg", "very-very-long-boundary.msg");
    private static final Pattern BODY = Pattern.compile("<(?:text|binary)-body name=\"([^\"]+)\"/>");

    private static List<String> ours(Path mail) {
        byte[] octets = Corpora.read(mail);
        List<String> found = new ArrayList<>();
        leaves(MimeWalk.walk(octets, ReadLimits.DEFAULT, new Defects()), found);
        return found;
    }

    private static void leaves(Part part, List<String> found) {
        if (part.children().isEmpty()) {
            found.add(flat(part.content(Integer.MAX_VALUE)));
        }
        part.children().forEach(child -> leaves(child, found));
    }

    private static List<String> theirs(Path tree) {
        List<String> wanted = new ArrayList<>();
        Matcher body = BODY.matcher(new String(Corpora.read(tree), StandardCharsets.UTF_8));
        while (body.find()) {
            wanted.add(flat(Corpora.read(tree.resolveSibling(body.group(1)))));
        }
        return wanted;
    }

    /** Octets, line ends and blanks aside. */
    private static String flat(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).replaceAll("\\s+", " ").strip();
    }

    @Test
    void parts_are_found_and_decoded_as_another_reader_does() {
        List<String> misses = new ArrayList<>();
        int all = 0;
        for (Path tree : trees()) {
            Path mail = tree.resolveSibling(tree.getFileName().toString().replace("_decoded.xml", ".msg"));
            List<String> ours = ours(mail);
            List<String> theirs = theirs(tree);
            all++;
            if (!ours.equals(theirs)) {
                misses.add(mail.getFileName().toString());
                if (MISSES) {
                    System.out.printf("missed: %s%n  ours   %s%n  theirs %s%n", mail.getFileName(), brief(ours), brief(theirs));
                }
            }
        }
        System.out.printf("| %-42s | %4d of %4d | %5.1f %% |%n", "mime-mime4j: contents of parts as expected", all - misses.size(), all, 100.0 * (all - misses.size()) / all);
        assertThat(OTHERWISE).containsAll(misses);
    }

    @Test
    void headers_texts_and_files_are_read_as_other_projects_expect() throws IOException {
        Path corpora = Corpora.folder("mime-enmime").getParent();
        LetterReader reader = new LetterReader();
        List<String> misses = new ArrayList<>();
        int all = 0;
        try (InputStream table = getClass().getResourceAsStream("mime-expectations.tsv")) {
            for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().filter(row -> !row.startsWith("#")).toList()) {
                String[] row = line.split("\t");
                Letter letter = reader.read(Corpora.read(corpora.resolve(row[0])));
                all++;
                if (!holds(letter, row[1], row[2])) {
                    misses.add(line + ", but " + letter.subject() + letter.from() + letter.to() + letter.attachments());
                }
            }
        }
        System.out.printf("| %-42s | %4d of %4d | %5.1f %% |%n", "headers, texts and files as expected", all - misses.size(), all, 100.0 * (all - misses.size()) / all);
        assertThat(misses).isEmpty();
    }

    private static boolean holds(Letter letter, String what, String wanted) {
        return switch (what) {
            case "subject" -> letter.subject().equals(wanted);
            case "from" -> letter.from().stream().map(Correspondent::address).collect(Collectors.joining(" ")).equalsIgnoreCase(wanted);
            case "to" -> letter.to().stream().map(Correspondent::address).collect(Collectors.joining(" ")).equalsIgnoreCase(wanted);
            case "to-name" -> letter.to().getFirst().name().equals(wanted);
            case "message-id" -> letter.messageId().filter(wanted::equals).isPresent();
            case "text" -> letter.text().contains(wanted);
            case "file" -> letter.attachments().stream().anyMatch(file -> file.name().equals(wanted));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static List<String> brief(List<String> contents) {
        return contents.stream().map(text -> text.length() + ":" + text.substring(0, Math.min(50, text.length())).replaceAll("[^ -~]", ".")).toList();
    }

    private static List<Path> trees() {
        return Stream.of("mime-mime4j").flatMap(set -> Corpora.files(Corpora.folder(set)).stream()).filter(file -> file.toString().endsWith("_decoded.xml")).toList();
    }
}
