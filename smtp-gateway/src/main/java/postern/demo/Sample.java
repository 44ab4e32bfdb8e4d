package postern.demo;

import java.util.List;
import java.util.Optional;

/**
 * A sample mail and what is promised of it.
 *
 * @param number also the first part of its file name
 * @param shows what it is an example of
 * @param file resource of this package
 * @param sender envelope sender, empty for the null sender
 * @param recipients local parts of the service addresses it goes to
 * @param team id of the team that must get it, if that is promised and the desk has such a team
 * @param acknowledged whether an acknowledgement must leave (true) or must not (false); empty: either is right
 * @param follows number of the sample whose ticket it must join
 */
record Sample(int number, String shows, String file, String sender, List<String> recipients, Optional<String> team,
              Optional<Boolean> acknowledged, Optional<Integer> follows) {

    static final List<Sample> ALL = List.of(
        customer(1, "order question, Chinese, QQ Mail", "order-question-zh-hans", "linxiaoyan@mail.example", "service").to("orders").answered(),
        customer(2, "refund, English, Outlook", "refund-en", "m.ellison@post.example", "returns").to("returns").answered(),
        customer(3, "complaint, traditional Chinese, Gmail", "complaint-zh-hant", "yating.chang@gmail.example", "service").to("complaints").answered(),
        customer(4, "photo attached, Chinese file name, iPhone", "attachment-broken-goods", "wangzq@icloud.example", "service").answered(),
        customer(5, "GBK labelled gb2312, Foxmail", "gbk-labelled-gb2312", "taozhe@zherong.example", "service").to("orders").answered(),
        customer(6, "technical problem, English, Thunderbird", "technical-en", "daniel@northgate.example", "support").to("technical").answered(),
        customer(7, "out of office, Exchange", "out-of-office", "zhoumin@partner.example", "service").silent(),
        customer(8, "bounce, Postfix", "bounce", "", "service").silent(),
        customer(9, "mailing list", "mailing-list", "weekly-bounces@lists.logistics.example", "service").silent(),
        customer(10, "chaser, reply to the acknowledgement", "chaser-by-reference", "linxiaoyan@mail.example", "service").following(1),
        customer(11, "chaser, ticket number in the subject only", "chaser-by-subject", "m.ellison@post.example", "returns").following(2),
        customer(12, "looks like junk", "spam-like", "promo8842@bulk.example", "service").silent(),
        customer(13, "to two of our addresses", "to-two-addresses", "grace@leung.example", "service", "orders").to("orders").answered(),
        customer(14, "broken in six ways", "broken", "zhao@factory.example", "service"),
        customer(15, "HTML only, English, Gmail", "html-only-en", "tom.becker@gmail.example", "orders").to("orders").answered(),
        customer(16, "return, Big5, Windows Live Mail", "return-big5", "yichun@msa.example", "returns").to("returns").answered());

    Sample {
        recipients = List.copyOf(recipients);
    }

    private static Sample customer(int number, String shows, String name, String sender, String... recipients) {
        return new Sample(number, shows, String.format("%02d-%s.eml", number, name), sender, List.of(recipients), Optional.empty(), Optional.empty(),
            Optional.empty());
    }

    private Sample to(String teamId) {
        return new Sample(number, shows, file, sender, recipients, Optional.of(teamId), acknowledged, follows);
    }

    private Sample answered() {
        return new Sample(number, shows, file, sender, recipients, team, Optional.of(true), follows);
    }

    private Sample silent() {
        return new Sample(number, shows, file, sender, recipients, team, Optional.of(false), follows);
    }

    private Sample following(int first) {
        return new Sample(number, shows, file, sender, recipients, team, acknowledged, Optional.of(first));
    }
}
