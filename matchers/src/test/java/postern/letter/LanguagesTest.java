package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LanguagesTest {
    @Test
    void short_mails_are_told_apart() throws IOException {
        List<String> wrong = new ArrayList<>();
        int all = 0;
        try (InputStream table = getClass().getResourceAsStream("short-mails.tsv")) {
            for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] row = line.split("\t");
                all++;
                String found = Languages.of(row[1]);
                if (!found.equals(row[0])) {
                    wrong.add(row[0] + " taken for " + found + ": " + row[1]);
                }
            }
        }
        assertThat(wrong).hasSizeLessThanOrEqualTo(all * 4 / 100);
        assertThat(wrong).noneMatch(miss -> miss.startsWith("zh") || miss.startsWith("en"));
        System.out.printf("| %-42s | %4d of %4d | %5.1f %% | at least 96 %% |%n", "languages of one-line mails", all - wrong.size(), all, 100.0 * (all - wrong.size()) / all);
    }

    @Test
    void a_mixed_mail_says_its_main_language() {
        assertThat(Languages.of("你好，我的 iPhone 15 Pro Max 打不开 App Store，请帮忙看看")).isEqualTo("zh-Hans");
        assertThat(Languages.of("Hello, my order 订单 has not arrived yet and I need it by Friday")).isEqualTo("en");
    }

    @Test
    void what_the_text_leaves_open_the_subject_or_the_quote_may_say() {
        assertThat(Languages.of("退款", "關於訂單")).isEqualTo("zh-Hant");
        assertThat(Languages.of("", "Where is it?")).isEqualTo("en");
        assertThat(Languages.of("退款")).isEqualTo("zh-Hans");
        assertThat(Languages.of("12345", "")).isEqualTo("und");
    }
}
