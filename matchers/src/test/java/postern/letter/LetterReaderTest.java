package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterReaderTest {
    private final LetterReader reader = new LetterReader();

    private Letter read(String mail) {
        return reader.read(mail.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPlainMailIsReadAsItStands() {
        Letter letter = read("""
            From: "Smith, Ann" <ann@Example.COM>
            To: help@desk.example, Bob <bob@desk.example>
            Subject: Re: [shop] Where is my order?
            Message-ID: <1@example.com>
            In-Reply-To: <0@desk.example>
            References: <a@desk.example> <0@desk.example>
            Date: Fri, 21 Nov 2025 10:00:00 +0800

            Hello, where is my order 4711?

            --\s
            Ann
            """);
        assertThat(letter.from()).containsExactly(new Correspondent("ann@example.com", "Smith, Ann"));
        assertThat(letter.to()).extracting(Correspondent::address).containsExactly("help@desk.example", "bob@desk.example");
        assertThat(letter.bareSubject()).isEqualTo("Where is my order?");
        assertThat(letter.references()).containsExactly("<0@desk.example>", "<a@desk.example>");
        assertThat(letter.date()).hasValueSatisfying(date -> assertThat(date).isEqualTo("2025-11-21T02:00:00Z"));
        assertThat(letter.text()).isEqualTo("Hello, where is my order 4711?");
        assertThat(letter.signature()).isEqualTo("-- \nAnn".replace("-- ", "--"));
        assertThat(letter.language()).isEqualTo("en");
        assertThat(letter.origin()).isEqualTo(Origin.CUSTOMER);
        assertThat(letter.defects()).isEmpty();
    }

    @Test
    void aCharacterSplitOverTwoEncodedWordsIsOneCharacter() {
        assertThat(read("Subject: =?UTF-8?B?6K+35bi45pi+56S6?= =?UTF-8?B?5Lit?=\n\n").subject()).isEqualTo("请常显示中");
        // "退款" in GB 2312 is CD CB BF EE, cut inside the second character.
        assertThat(read("Subject: =?gb2312?Q?=CD=CB=BF?=\n =?gb2312?Q?=EE?=\n\n").subject()).isEqualTo("退款");
    }

    @Test
    void base64WithoutPaddingIsDecoded() {
        assertThat(read("Subject: =?gb2312?B?zcu/7g?=\n\n").subject()).isEqualTo("退款");
    }

    @Test
    void gb2312MeansGb18030() {
        byte[] name = "陈镕基".getBytes(Charset.forName("GB18030"));
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        mail.writeBytes("Subject: x\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n".getBytes(StandardCharsets.US_ASCII));
        mail.writeBytes(name);
        assertThat(reader.read(mail.toByteArray()).text()).isEqualTo("陈镕基");
    }

    @Test
    void rawOctetsInHeadersAreGuessed() {
        for (String charset : List.of("UTF-8", "GB18030")) {
            ByteArrayOutputStream mail = new ByteArrayOutputStream();
            mail.writeBytes("Subject: ".getBytes(StandardCharsets.US_ASCII));
            mail.writeBytes("关于订单退款的问题".getBytes(Charset.forName(charset)));
            mail.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.read(mail.toByteArray()).subject()).as(charset).isEqualTo("关于订单退款的问题");
        }
        ByteArrayOutputStream big5 = new ByteArrayOutputStream();
        big5.writeBytes("Subject: ".getBytes(StandardCharsets.US_ASCII));
        big5.writeBytes("關於訂單退款的問題".getBytes(Charset.forName("Big5")));
        big5.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.read(big5.toByteArray()).subject()).isEqualTo("關於訂單退款的問題");
        ByteArrayOutputStream latin = new ByteArrayOutputStream();
        latin.writeBytes("Subject: Größe der Schuhe für Müller\n\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reader.read(latin.toByteArray()).subject()).isEqualTo("Größe der Schuhe für Müller");
    }

    @Test
    void autoSubmittedNoIsAPerson() {
        assertThat(read("From: a@b.example\nAuto-Submitted: no\nSubject: Out of office\n\nI am away from Monday").origin()).isEqualTo(Origin.CUSTOMER);
        assertThat(read("From: a@b.example\nAuto-Submitted: (oof) Auto-Replied; x=y\nSubject: hi\n\nI am away").origin()).isEqualTo(Origin.AUTO_REPLY);
        assertThat(read("From: a@b.example\nSubject: I will be out of office next week\n\nPlease send it later").origin()).isEqualTo(Origin.CUSTOMER);
        assertThat(read("From: a@b.example\nSubject: 自动回复: 订单\n\n您好，我正在休假").origin()).isEqualTo(Origin.AUTO_REPLY);
    }

    @Test
    void chineseIsSimplifiedOrTraditional() {
        assertThat(read("From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n请问我的订单发货了吗").language()).isEqualTo("zh-Hans");
        assertThat(read("From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n請問我的訂單出貨了嗎").language()).isEqualTo("zh-Hant");
    }
}
