package postern.triage.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Made-up mails: words of a topic among words that say nothing, Chinese and English in turn, some with a word of another topic. */
final class Chatter {
    static final List<String> TOPICS = List.of("delivery", "invoice", "refund", "repair");
    private static final List<String> ENGLISH = List.of("parcel courier tracking shipped arrive depot", "invoice receipt vat billing fapiao statement",
        "refund money back bank credited repay", "broken screen battery repair loose cracked");
    private static final List<String> CHINESE = List.of("快递 物流 包裹 派送 发货 签收", "发票 抬头 税号 开票 专票 报销", "退款 到账 退钱 银行卡 原路 返还", "维修 坏了 屏幕 电池 开裂 返修");
    private static final List<String> IDLE = List.of("hello i have a question about my order please help thanks so much yesterday again the it was when",
        "你好 我 上周 买 的 那个 请 帮忙 看 一下 谢谢 已经 昨天 还是 了");

    private Chatter() {
    }

    static List<Example> mails(int ofTopic, double confusing, long seed) {
        Random random = new Random(seed);
        List<Example> mails = new ArrayList<>();
        for (int topic = 0; topic < TOPICS.size(); topic++) {
            for (int i = 0; i < ofTopic; i++) {
                int shown = random.nextDouble() < confusing ? random.nextInt(TOPICS.size()) : topic;
                mails.add(new Example(TOPICS.get(topic), new Wording("", mail(shown, i % 2 == 1, random)), Example.Source.CORRECTION));
            }
        }
        return mails;
    }

    private static String mail(int topic, boolean chinese, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 12; word++) {
            String of = word % 6 == 3 ? (chinese ? CHINESE : ENGLISH).get(topic) : IDLE.get(chinese ? 1 : 0);
            String[] words = of.split(" ");
            text.append(text.isEmpty() || chinese ? "" : " ").append(words[random.nextInt(words.length)]);
        }
        return text.toString();
    }
}
