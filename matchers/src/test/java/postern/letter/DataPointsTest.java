package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataPointsTest {
    private final DataPoints points = new DataPoints(List.of(Pattern.compile("订单号?[:：]? ?(\\d{8}-\\d{4})"), Pattern.compile("(?i)\\bSO\\d{6}\\b")));

    private List<String> found(String text) {
        return points.in(text).stream().map(point -> point.kind() + " " + point.value()).toList();
    }

    @Test
    void orders_are_found_by_the_patterns_of_the_desk() {
        assertThat(found("我的订单号：20251118-0042，还有SO123456")).containsExactly("ORDER 20251118-0042", "ORDER SO123456");
    }

    @Test
    void order_numbers_of_a_letter_come_once_in_capitals_subject_first() {
        Letter letter = Letter.builder().subject("Re: so123456 和 SO654321").text("订单号：２０２５１１１８－００４２，就是ｓｏ123456。SO12345678不是。").build();
        assertThat(points.orders(letter)).containsExactly("SO123456", "SO654321", "20251118-0042");
        DataPoints words = new DataPoints(List.of(Pattern.compile("订单号 ?(\\S+)")));
        assertThat(words.orders(Letter.builder().text("订单号 忘了，也许是 订单号 A1").build())).containsExactly("A1");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', textBlock = """
        [[:digit:]]{8}            | number 20251118 please      | 20251118
        [A[:digit:]]{8}           | number A0251118 please      | A0251118
        [^[:alpha:] ]{8}          | number 20251118 please      | 20251118
        (?P<n>SO\\d{4})          | so SO1234                   | SO1234
        \\pN{6}                   | we said 123456              | 123456
        n[or]\\.? ?(\\d{5})       | Nr. 12345                   | 12345
        ^\\d{6}$                 | 123456                      | 123456
        [a-c&&d]\\d{3}           | x d123                      | D123
        .\\d{7}                  | 单1234567                   | 单1234567
        """)
    void whatever_re2_understands_is_found(String pattern, String text, String number) {
        DataPoints desk = new DataPoints(List.of(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)));
        assertThat(desk.orders(Letter.builder().text(text).build())).containsExactly(number);
    }

    @Test
    void what_says_who_a_person_is_does_not_reach_a_log() {
        assertThat(points.in("13800138000，SO123456").toString()).contains("SO123456").doesNotContain("138");
    }

    @Test
    void phones_of_china_and_elsewhere() {
        assertThat(found("电话13800138000或021-12345678，国外 +44 20 7946 0958，热线400-820-8820"))
            .containsExactly("PHONE 13800138000", "PHONE 02112345678", "PHONE +442079460958", "PHONE 4008208820");
        assertThat(found("手机 １３８００１３８０００")).containsExactly("PHONE 13800138000");
        assertThat(found("快递单号1380013800012345")).noneMatch(point -> point.startsWith("PHONE"));
    }

    @Test
    void money_in_signs_and_words() {
        assertThat(found("扣了￥128.50，退我1,280元，还有1.2万元和US$30、20 EUR"))
            .containsExactly("MONEY CNY 128.50", "MONEY CNY 1280", "MONEY CNY 12000", "MONEY USD 30", "MONEY EUR 20");
    }

    @Test
    void dates_in_the_ways_people_write_them() {
        assertThat(found("2025年11月21日、11月22日、2025-11-23、24.11.2025、Nov 25, 2025 and 26 November 2025"))
            .containsExactly("DATE 2025-11-21", "DATE --11-22", "DATE 2025-11-23", "DATE 2025-11-24", "DATE 2025-11-25", "DATE 2025-11-26");
        assertThat(found("版本 2025.13.40")).isEmpty();
    }

    @Test
    void links_end_before_the_punctuation_of_the_sentence() {
        assertThat(found("见https://shop.example/a?b=1。还有(http://x.example/y).")).containsExactly("URL https://shop.example/a?b=1", "URL http://x.example/y");
    }

    @Test
    void personal_data_is_marked_by_position_if_its_check_digit_is_right() {
        String text = "身份证11010519491231002X，卡号6222 0212 3456 7890 128";
        List<DataPoint> found = points.in(text);
        assertThat(found).extracting(DataPoint::kind).contains(DataPoint.Kind.IDENTITY_CARD);
        DataPoint identity = found.getFirst();
        assertThat(text.substring(identity.from(), identity.to())).isEqualTo("11010519491231002X");
        assertThat(identity.kind().isPersonal()).isTrue();
        assertThat(found("身份证110105194912310021")).noneMatch(point -> point.startsWith("IDENTITY"));
        assertThat(found("4111 1111 1111 1111")).containsExactly("BANK_CARD 4111111111111111");
        assertThat(found("4111 1111 1111 1112")).noneMatch(point -> point.startsWith("BANK"));
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        zhang88   | 您好，我叫张伟，想退货。                       |                         | 张伟
                  | 我是歐陽美玲，上週訂的還沒到                   |                         | 歐陽美玲
        王五      | 退款                                           |                         | 王五
        老王      | 我是老客户，也是你们的会员。                   |                         | 老王
        a@b.cn    | 我叫了三次客服。本人男，32岁。                 |                         |
                  | 联系人：古丽娜尔·买买提，电话 13800138000      |                         | 古丽娜尔·买买提
                  | Hello, my name is Ann Smith.                   |                         | Ann Smith
                  | Where is it?                                   | Best regards;Ann Smith  | Ann Smith
        service   | 请处理                                         | --;李静 / 采购部        | 李静
        shop      | 请处理                                         | 发自我的iPhone          | shop
        a@b.cn    | 请处理                                         | 谢谢;祝好               |
        """)
    void the_writer_is_called_as_text_signature_or_header_say(String shown, String text, String signature, String name) {
        Letter letter = Letter.builder().from(new Correspondent("a@b.example", shown == null ? "" : shown)).text(text)
            .signature(signature == null ? "" : signature.replace(';', '\n')).build();
        assertThat(CustomerName.of(letter)).isEqualTo(Optional.ofNullable(name));
    }

    @Test
    void a_letter_gives_what_a_program_can_use_and_marks_what_is_personal() {
        Letter letter = Letter.builder().subject("退款 SO123456").text("请退￥128，11月22日买的，电话１３８００１３８０００，卡4111 1111 1111 1111。见 https://shop.example/a")
            .signature("--\n李静 021-12345678").quoted("> 您的电话 13900139000，￥99").attachments(List.of(new Attachment("a.jpg", "image/jpeg", 1),
                new Attachment("b.pdf", "application/octet-stream", 1), new Attachment("c.pdf.exe", "image/png", 1))).build();
        Particulars said = points.of(letter);
        assertThat(said.orders()).containsExactly("SO123456");
        assertThat(said.amounts()).containsExactly("CNY 128");
        assertThat(said.dates()).containsExactly("--11-22");
        assertThat(said.phones()).containsExactly("13800138000", "02112345678");
        assertThat(said.urls()).containsExactly("https://shop.example/a");
        assertThat(said.attachments()).containsExactly(AttachmentKind.IMAGE, AttachmentKind.PDF, AttachmentKind.PROGRAM);
        assertThat(said.personal()).extracting(mark -> text(letter, mark.place()).substring(mark.from(), mark.to()))
            .containsExactly("１３８００１３８０００", "4111 1111 1111 1111", "021-12345678", "13900139000");
    }

    private static String text(Letter letter, Particulars.Place place) {
        return switch (place) {
            case SUBJECT -> letter.subject();
            case TEXT -> letter.text();
            case SIGNATURE -> letter.signature();
            case QUOTED -> letter.quoted();
        };
    }
}
