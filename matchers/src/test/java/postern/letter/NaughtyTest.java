package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Strings and pages that other projects keep because they break programs. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NaughtyTest {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA,
        JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String flat(String text) {
        return text.replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Z}]+", "");
    }

    /** The same characters, in whatever part of the text. */
    private static String sorted(String text) {
        return flat(text).chars().sorted().collect(StringBuilder::new, (all, c) -> all.append((char) c), StringBuilder::append).toString();
    }

    @Test
    void naughty_strings_come_back_from_subject_name_and_body() throws IOException {
        LetterReader reader = new LetterReader();
        List<String> wrong = new ArrayList<>();
        int all = 0;
        for (JsonNode node : JSON.readTree(Corpora.read(Corpora.folder("sec-naughty-strings").resolve("blns.json")))) {
            String naughty = node.asText();
            if (flat(naughty).isEmpty() || !new String(naughty.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(naughty)) {
                continue;
            }
            Letter letter = reader.read(("From: =?utf-8?B?" + base64(naughty) + "?= <a@b.example>\nSubject: =?utf-8?B?" + base64(naughty)
                + "?=\nMessage-ID: <1@b.example>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + base64("a\n" + naughty + "\nb") + "\n")
                .getBytes(StandardCharsets.US_ASCII));
            all++;
            boolean body = sorted(letter.text() + letter.quoted() + letter.signature()).equals(sorted("ab" + naughty));
            if (!body || !flat(letter.subject()).equals(flat(naughty)) || !letter.from().getFirst().address().equals("a@b.example") || letter.from().size() != 1) {
                wrong.add(naughty);
            }
        }
        System.out.printf("| %-42s | %4d of %4d | %5.1f %% |%n", "naughty strings come back", all - wrong.size(), all, 100.0 * (all - wrong.size()) / all);
        assertThat(wrong).isEmpty();
    }

    /** What a sanitiser leaves says what a person may see; neither may our text say more, nor less. */
    @Test
    void hostile_pages_show_the_words_that_a_sanitiser_leaves() throws IOException {
        Path file = Corpora.folder("sec-dompurify").resolve("test/fixtures/expect.mjs");
        Assumptions.assumeTrue(Files.exists(file), "skipped: " + file.getFileName() + " is not among the corpora");
        String module = Files.readString(file);
        List<String> wrong = new ArrayList<>();
        int all = 0;
        for (JsonNode page : JSON.readTree(module.substring(module.indexOf('['), module.lastIndexOf(']') + 1))) {
            String shown = flat(HtmlText.of(page.get("payload").asText()).shown());
            List<String> expected = new ArrayList<>();
            page.get("expected").forEach(one -> expected.add(one.asText()));
            expected.add(page.get("expected").asText());
            all++;
            if (expected.stream().noneMatch(one -> flat(HtmlText.of(one).shown()).equals(shown))) {
                wrong.add(page.get("payload").asText() + "\n  shows " + shown);
            }
        }
        System.out.printf("| %-42s | %4d of %4d | %5.1f %% |%n", "hostile pages show what a sanitiser leaves", all - wrong.size(), all, 100.0 * (all - wrong.size()) / all);
        // An element of the nineties whose label no program shows any more.
        assertThat(wrong).allMatch(page -> page.startsWith("<isindex"));
    }
}
