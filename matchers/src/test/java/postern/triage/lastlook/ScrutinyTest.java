package postern.triage.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.AnswerCheck;
import postern.desk.LastLook;
import postern.desk.file.SampleDesk;
import postern.letter.DataPoints;
import postern.letter.Letter;
import postern.letter.LetterReader;

@DisplayName("A last look at an answer")
class ScrutinyTest {
    private static final String EN = "Hello, I ordered a lamp two weeks ago and it has still not arrived, what can I do about it now?";
    private static final String ZH = "您好，我两周前买的台灯一直没有收到，请问现在应该怎么办？麻烦尽快处理。";
    private final Scrutiny scrutiny = new Scrutiny(SampleDesk.read().answers().lastLook());

    private static Letter mail(String body) {
        return new LetterReader().read(("From: a@shop.example\nSubject: Re: lamp\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private List<String> objections(String text, Optional<Letter> customer) {
        return scrutiny.of(mail(text.replace("\\n", "\n")), List.of(), customer).stream().map(one -> one.check().name().toLowerCase(Locale.ROOT)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Dear {customer.name}, your parcel is on its way.                       | placeholders
        Dear { Customer.Name }, your parcel is on its way.                     | placeholders
        Your order {order} was sent.                                           | placeholders
        Dear {{first_name}}, thank you.                                        | placeholders
        尊敬的{客户姓名}，您好！                                                 | placeholders
        Dear <NAME>, thank you for writing.                                    | placeholders
        Dear [Customer Name], thank you for writing.                           | placeholders
        Your tracking number is [TRACKING NUMBER].                             | placeholders
        尊敬的【客户姓名】，您好！                                               | placeholders
        尊敬的客戶【姓名】您好                                                  | placeholders
        您的快递单号是【快递单号】，请查收。                                      | placeholders
        尊敬的XXX先生，您好                                                     | placeholders
        您的订单xxx已经发出                                                      | placeholders
        尊敬的XX女士，您好                                                      | placeholders
        Dear XXX, your order is here.                                          | placeholders
        Please find attached the invoice.                                      | attachment
        Please see the attachment for details.                                 | attachment
        I have attached the return label.                                      | attachment
        发票详见附件，请查收。                                                   | attachment
        請見附件。                                                              | attachment
        附件为您的电子发票。                                                     | attachment
        We guarantee a refund today.                                           | promises
        我们绝对保证不会再发生。                                                  | promises
        我們絕對保證不會再發生。                                                  | promises
        """)
    void findsWhatShouldNotLeave(String text, String check) {
        assertThat(objections(text, Optional.empty())).containsExactly(check);
    }

    @ParameterizedTest
    @ValueSource(strings = {"The jacket is available in XXL and XXXL.", "Your card ending XXXX-1234 was charged.", "手机尾号 138XXXX1234 已登记。",
        "【订单号】：A20250101-0001\\n【金额】：128 元", "【青禾商城】您的包裹已发出。", "【退款说明】\\n请阅读以下说明。", "Press <ENTER> and then [OK].",
        "Call GET /orders/{id} and use {\"name\": \"x\"}.", "See [1] and [FAQ].", "love xxx", "We could not open the attachment you sent.",
        "Please attach a photo of the damage.", "If you attached a photo, we cannot see it.", "您的附件打不开，请重新发送。", "没有看到附件，请再发一次。", "请在回复中附上照片。",
        "我们没有收到您的附件。", "We cannot guarantee a refund today, as the bank takes three days.", "我们无法绝对保证到货时间。",
        "The label is inside the parcel, attached to the box.", "> Dear {customer.name}\\n> see attachment", "谢谢您的来信，祝好！"})
    void letsUsualWordsPass(String text) {
        assertThat(objections(text, Optional.empty())).isEmpty();
    }

    @Test
    void looksAtTheSubjectAndAtTheHtmlToo() {
        assertThat(scrutiny.of(mail("Hello"), List.of("Dear {customer.name}"), Optional.empty())).extracting(Objection::check).containsExactly(AnswerCheck.PLACEHOLDERS);
        Letter subject = new LetterReader().read("From: a@shop.example\nSubject: Your order {order}\n\nHello\n".getBytes(StandardCharsets.UTF_8));
        assertThat(scrutiny.of(subject, List.of(), Optional.empty())).extracting(Objection::found).containsExactly("{order}");
    }

    @Test
    void anAnswerIsInTheLanguageOfTheCustomersLastMail() {
        String english = "We are sorry for the delay, your lamp left our store today and will be with you on Monday.";
        String chinese = "非常抱歉让您久等了，您的台灯今天已经发出，预计周一送达，请您留意查收。";
        assertThat(objections(chinese, Optional.of(mail(EN)))).containsExactly("language");
        assertThat(objections(english, Optional.of(mail(ZH)))).containsExactly("language");
        assertThat(objections(english, Optional.of(mail(EN)))).isEmpty();
        assertThat(objections(chinese, Optional.of(mail(ZH)))).isEmpty();
        assertThat(objections("好的，谢谢！", Optional.of(mail(EN)))).as("short").isEmpty();
        assertThat(objections(chinese + "\\n\\n" + english, Optional.of(mail(EN)))).as("both").isEmpty();
        assertThat(objections("java.lang.NullPointerException at Main.main line 3 in build 12 of the app you use today here now", Optional.of(mail("同样的错误又出现了，麻烦看一下日志")))).as("who knows")
            .doesNotContain("promises");
    }

    @Test
    void namesWhatMayBelongToOthersButNothingOfTheDesksOwn() {
        DataPoints points = new DataPoints(SampleDesk.read().orderNumbers().stream().map(one -> one.pattern()).toList());
        Letter letter = mail("Order A20250101-0001 of li@other.example.\n\nAm 1.1.2026 schrieb service@shop.example:\n> zhao@third.example, A20250101-0002\n");
        Mentions mentions = Mentions.of(letter, points, SampleDesk.read());
        assertThat(mentions.addresses()).containsExactlyInAnyOrder("li@other.example", "zhao@third.example");
        assertThat(mentions.orders()).containsExactlyInAnyOrder("A20250101-0001", "A20250101-0002");
        assertThat(mentions.without(Mentions.of(mail("A20250101-0001"), points, SampleDesk.read())).orders()).containsExactly("A20250101-0002");
    }

    @Test
    void eachCheckCanBeSwitchedOff() {
        Scrutiny none = new Scrutiny(new LastLook(Set.of(), SampleDesk.read().answers().lastLook().forbidden(), LastLook.Override.LEADS));
        assertThat(none.of(mail("Dear {customer.name}, see attachment, 绝对保证"), List.of(), Optional.empty())).isEmpty();
        assertThat(none.ofOthers(List.of("x@y.example"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{a", "<A ", "[your ", "【", "x", "X", "附件", "please find ", "见", "不", "a@", "please see the attachment if "})
    @Timeout(30)
    void hostileTextsComeToAnEnd(String piece) {
        Letter letter = mail(piece.repeat(1_000_000 / piece.length()));
        assertThat(scrutiny.of(letter, List.of(letter.text()), Optional.of(letter))).hasSizeLessThan(AnswerCheck.values().length);
    }
}
