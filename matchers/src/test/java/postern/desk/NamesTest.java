package postern.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.file.DeskFile;

/** What a name is in each customer's language. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({"zh, 退换货退款组", "zh-Hans, 退换货退款组", "zh-CN, 退换货退款组", "zh-Hant, 退換貨退款組", "zh-TW, 退換貨退款組", "ZH-hk, 退換貨退款組",
        "en, Returns and Refunds", "ja, Returns and Refunds"})
    void whoWritesTraditionalCharactersReadsThem(String language, String name) {
        assertThat(new Names("退换货退款组", "Returns and Refunds").in(language)).isEqualTo(name);
    }

    @Test
    void theDeskMaySayItOtherwise() throws IOException {
        String sample = Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"));
        Desk desk = DeskFile.read("conf/desk.yaml", sample.replace("{ zh: 青禾商城, en: Qinghe Shop }", "{ zh: 青禾商城, zh-Hant: 青禾購物網, en: Qinghe Shop }")).orThrow();
        assertThat(desk.company().in("zh-Hant")).isEqualTo("青禾購物網");
        assertThat(desk.company().in("zh-Hans")).isEqualTo("青禾商城");
    }
}
