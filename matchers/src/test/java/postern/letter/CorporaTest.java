package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * How well mails are read that nobody here wrote. Each test prints its figures; {@code -Dpostern.misses=true} prints what was missed.
 * Run alone: {@code mvn -q -pl matchers -am -Dtest=CorporaTest -Dsurefire.failIfNoSpecifiedTests=false test}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CorporaTest {
    private static final boolean MISSES = Boolean.getBoolean("postern.misses");
    private final LetterReader reader = new LetterReader();

    private static final class Figure {
        private final String name;
        private int right;
        private int all;
        private double wanted;

        Figure(String name) {
            this.name = name;
        }

        void count(boolean good, Object miss) {
            all++;
            right += good ? 1 : 0;
            if (!good && MISSES) {
                System.out.println("missed: " + name + ": " + miss);
            }
        }

        Figure print(double percent) {
            wanted = percent;
            double reached = 100.0 * right / all;
            System.out.printf("| %-42s | %4d of %4d | %5.1f %% | at least %.0f %% |%n", name, right, all, reached, percent);
            return this;
        }

        void atLeast(double percent) {
            print(percent).check();
        }

        void check() {
            assertThat(100.0 * right / all).as(name).isGreaterThanOrEqualTo(wanted);
        }
    }

    @Test
    void bounces_are_found_and_understood() {
        Path folder = Corpora.folder("bounce-sisimai");
        Figure found = new Figure("bounces found");
        Figure status = new Figure("bounce status class right");
        Figure kind = new Figure("bounce hard or soft right");
        Figure recipient = new Figure("bounce recipient named");
        Figure others = new Figure("reports and auto-replies told from bounces");
        Map<String, List<String[]>> expected = new LinkedHashMap<>();
        new String(Corpora.read(folder.resolve("EXPECTED.tsv")), StandardCharsets.UTF_8).lines().skip(1).map(line -> line.split("\t", -1))
            .forEach(row -> expected.computeIfAbsent(row[0], path -> new ArrayList<>()).add(row));
        expected.forEach((path, rows) -> {
            String[] row = rows.getFirst();
            Letter letter = reader.read(Corpora.read(folder.getParent().resolve(path)));
            if (row[4].equals("feedback") || row[4].equals("vacation")) {
                others.count(letter.origin() != Origin.BOUNCE && letter.origin() != Origin.CUSTOMER, path + " " + letter.origin() + letter.originReasons());
                return;
            }
            found.count(letter.bounce().isPresent(), path + " " + letter.origin() + " " + letter.subject());
            letter.bounce().ifPresent(bounce -> {
                if (!row[2].isEmpty()) {
                    boolean right = rows.stream().anyMatch(any -> bounce.status().filter(code -> code.charAt(0) == any[2].charAt(0)).isPresent());
                    status.count(right, String.join(" ", row) + " " + bounce);
                }
                boolean hard = bounce.kind().filter(Bounce.Kind.HARD::equals).isPresent();
                kind.count(rows.stream().anyMatch(any -> hard == any[5].equals("true")), String.join(" ", row) + " " + bounce);
                recipient.count(bounce.recipient().isPresent(), path);
            });
        });
        List.of(found.print(98), status.print(95), kind.print(93), recipient.print(95), others.print(90)).forEach(Figure::check);
    }

    @Test
    void replies_are_parted_from_what_they_answer() throws IOException {
        Path folder = Corpora.folder("reply-parser-crisp").getParent();
        Map<String, List<String[]>> expected = new LinkedHashMap<>();
        try (InputStream table = getClass().getResourceAsStream("reply-expectations.tsv")) {
            new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1))
                .forEach(row -> expected.computeIfAbsent(row[0], path -> new ArrayList<>()).add(row));
        }
        Figure figure = new Figure("replies parted as other parsers expect");
        expected.forEach((path, rows) -> {
            String body = new String(Corpora.read(folder.resolve(path)), StandardCharsets.UTF_8).replace("\r\n", "\n");
            Quotes quotes = Quotes.of(body);
            for (String[] row : rows) {
                if (!holds(row[1], row[2], blanksAsOne(quotes.text()), blanksAsOne(body))) {
                    figure.count(false, String.join(" ", row) + "\n---\n" + quotes.text() + "\n---\n");
                    return;
                }
            }
            figure.count(true, "");
        });
        figure.atLeast(90);
    }

    private static boolean holds(String check, String wanted, String text, String body) {
        return switch (check) {
            case "is" -> text.equals(wanted);
            case "begins" -> text.startsWith(wanted);
            case "has" -> text.contains(wanted);
            case "lacks" -> !text.contains(wanted);
            case "whole" -> text.equals(body);
            case "some" -> !text.isEmpty();
            default -> throw new IllegalArgumentException(check);
        };
    }

    private static String blanksAsOne(String text) {
        return text.replaceAll("[\\s\\u00A0]+", " ").strip();
    }

    @Test
    void every_file_gives_a_letter() {
        for (String set : List.of("mime-mime4j", "mime-mikel-mail", "mime-enmime", "mime-cpython", "tnef-teamwork", "auth-jdkim", "imap-imaptest",
            "imap-mpt-james", "sec-naughty-strings", "sec-dompurify")) {
            Figure figure = new Figure(set + ": files read");
            for (Path file : Corpora.files(Corpora.folder(set))) {
                figure.count(reader.read(Corpora.read(file)) != null, file);
            }
            figure.atLeast(100);
        }
    }

    @Test
    void what_is_no_bounce_is_not_called_one() {
        Figure figure = new Figure("reply samples not called bounces");
        for (String set : List.of("reply-parser-crisp", "reply-parser-willdurand", "reply-parser-github", "reply-parser-zapier", "reply-parser-multilang")) {
            for (Path file : Corpora.files(Corpora.folder(set))) {
                byte[] head = "From: Ann <ann@example.com>\nSubject: Re: Mail delivery failed\nContent-Type: text/plain; charset=utf-8\n\n".getBytes(StandardCharsets.UTF_8);
                byte[] body = Corpora.read(file);
                byte[] mail = new byte[head.length + body.length];
                System.arraycopy(head, 0, mail, 0, head.length);
                System.arraycopy(body, 0, mail, head.length, body.length);
                Letter letter = reader.read(mail);
                figure.count(letter.origin() == Origin.CUSTOMER, file + " " + letter.originReasons());
            }
        }
        figure.atLeast(100);
    }
}
