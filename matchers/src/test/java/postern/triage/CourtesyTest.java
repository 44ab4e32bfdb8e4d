package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Desk;
import postern.desk.file.DeskFile;
import postern.letter.Correspondent;
import postern.letter.Letter;

@DisplayName("A mail that says thank you and nothing else")
class CourtesyTest {
    private static final Desk DESK = desk();

    private static Desk desk() {
        try {
            return DeskFile.read("desk.yaml", Files.readString(Path.of("../conf/desk.yaml"))).orThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean only(String text) {
        return Courtesy.only(Letter.builder().subject("Re: refund").text(text).from(List.of(new Correspondent("fang@customer.example", "Wang Fang"))).build(), DESK);
    }

    @ParameterizedTest
    @DisplayName("asks for no answer:")
    @ValueSource(strings = {"Thank you!", "thanks", "Thanks a lot, Alice!", "Hi Bob,\n\nthank you very much for your quick reply.\n\nBest regards,\nWang Fang", "Many thanks again",
        "Got it, thanks.", "OK", "Ok thanks 👍", "Received with thanks", "Much appreciated!", "Great, thank you so much! 😊", "Dear team,\nthank you for your help.\nHave a nice day!",
        "谢谢", "谢谢！", "谢谢，收到", "收到，谢谢！", "好的，谢谢", "好的谢谢您", "非常感谢您的耐心解答！", "收到了，谢谢你们的帮助。祝好", "明白了，辛苦了🙏", "嗯嗯，知道了",
        "您好，\n\n谢谢您的回复。\n\n王芳", "感谢！顺祝商祺", "謝謝", "謝謝您的回覆！", "收到，感謝", "好的，了解了，謝謝您的幫助", "陈静，谢谢！", "thx", "Ｔｈａｎｋｓ！"})
    void isCourtesy(String text) {
        assertThat(only(text.replace("王芳", "Wang Fang"))).isTrue();
    }

    @ParameterizedTest
    @DisplayName("but this asks for more:")
    @ValueSource(strings = {"Thanks, but it is still broken", "Thank you, when will it arrive?", "Thanks in advance", "ok?", "Thanks 😡", "no thanks", "not received, thanks",
        "Thanks. Please also cancel 4711.", "Please handle this, thanks", "thanks 2", "Thanks for nothing", "It works", "Hello Alice", "Wang Fang", "", "?",
        "谢谢，但是还没收到", "没收到，谢谢", "还没有收到", "未收到", "收到了吗", "收到坏的，谢谢", "请回复，谢谢", "请尽快处理谢谢", "帮忙处理，谢谢", "先谢谢了", "好的，等您消息", "不好", "不用谢谢",
        "谢谢？", "你好", "麻烦了", "谢谢，另外发票还没开", "不明白", "謝謝，可是還沒收到", "處理一下，謝謝", "谢谢你们什么都没做"})
    void isAQuestionLikeAnyOther(String text) {
        assertThat(only(text)).isFalse();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource(delimiter = '|', textBlock = """
        退款                       | 退款                  | true
        退款                       | 退款 [#123-456-7890]  | true
        [#123-456-7890] refund     | Refund                | true
        谢谢                       | 退款                  | true
        refund: still broken       | refund                | false
        还是坏的                   | 退款                  | false
        """)
    void aNewSubjectIsAQuestion(String subject, String ofTicket, boolean same) {
        assertThat(Courtesy.sameSubject(subject, ofTicket)).isEqualTo(same);
    }

    @Test
    void aLongMailIsNeverReadToItsEnd() {
        assertThat(only("thanks ".repeat(1_000_000))).isFalse();
        assertThat(only("谢谢 谢谢 谢谢 ok ok ok ".repeat(7))).isTrue();
    }
}
