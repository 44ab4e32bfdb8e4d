package postern.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Customers' mails from a seed: half Chinese, half English, five subjects of an online shop, each from another sender.
 *
 * <p>Bodies are made once and shared; what makes a mail its own (sender, order number, Message-ID) stands in its header and
 * first line, so that the load costs little beside the gateway and yet no two mails are the same. Thread-safe.
 */
final class Correspondence {
    private static final int BODIES = 64;
    private static final int LINE = 76;
    private static final String[][] CHINESE = {
        {"订单还没有发货", "我的订单一直没有发货，请问什么时候可以送到？", "物流信息三天没有更新了。", "麻烦帮我查一下快递到哪里了。"},
        {"申请退款", "商品不合适，我想退货退款。", "退回的包裹你们已经签收了，退款还没有到账。", "请告诉我退款需要几个工作日。"},
        {"投诉产品质量", "收到的商品有质量问题，用了两天就坏了。", "我要投诉，客服一直没有处理。", "请给我一个合理的解决办法。"},
        {"设备无法连接", "升级固件以后设备无法连接蓝牙。", "屏幕上显示错误代码，重启也没有用。", "请问怎样恢复出厂设置？"},
        {"咨询产品", "请问这款书桌有没有白色的？", "支持货到付款吗？", "想了解一下大量采购的价格。"}};
    private static final String[][] ENGLISH = {
        {"Where is my order", "My order has not been shipped yet.", "Could you tell me when it will be delivered?", "The tracking page shows no news."},
        {"Refund request", "I returned the goods last week and wait for my refund.", "Please tell me when the money is back.", "The size does not fit."},
        {"Complaint about quality", "The product broke after two days.", "I want to complain about the quality.", "Nobody answered my calls."},
        {"Device does not connect", "After the firmware update the device shows an error.", "Bluetooth does not connect any more.", "A reset did not help."},
        {"Question about a product", "Do you have this desk in white?", "Is payment on delivery possible?", "What would twenty of them cost?"}};

    private final long seed;
    private final int size;
    private final boolean oneTopic;
    private final String recipient;
    private final List<byte[]> bodies = new ArrayList<>();

    /**
     * @param size octets of a mail, about; at least those of its header
     * @param oneTopic whether all mails are about the same, so that they end in one folder
     * @param recipient service address
     */
    Correspondence(long seed, int size, boolean oneTopic, String recipient) {
        this.seed = seed;
        this.size = size;
        this.oneTopic = oneTopic;
        this.recipient = recipient;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < BODIES; i++) {
            bodies.add(body(i, random));
        }
    }

    String sender(int number) {
        return "customer" + number + "@mail" + number % 997 + ".example";
    }

    /** The mail of a number, lines ended by CR LF. */
    byte[] mail(int number) {
        int kind = new SplittableRandom(seed + number).nextInt(BODIES);
        boolean chinese = chinese(kind);
        String subject = text(kind)[0] + " " + orderNumber(number);
        String header = "From: " + (chinese ? encoded("客户" + number) : "Customer " + number) + " <" + sender(number) + ">\r\n"
            + "To: <" + recipient + ">\r\n"
            + "Subject: " + (chinese ? encoded(subject) : subject) + "\r\n"
            + "Date: Mon, 16 Nov 2026 09:00:00 +0800\r\n"
            + "Message-ID: <" + Long.toHexString(seed) + "." + number + "@" + sender(number).substring(sender(number).indexOf('@') + 1) + ">\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: " + (chinese ? "base64" : "8bit") + "\r\n"
            + "\r\n";
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        byte[] body = bodies.get(kind);
        byte[] mail = new byte[head.length + body.length];
        System.arraycopy(head, 0, mail, 0, head.length);
        System.arraycopy(body, 0, mail, head.length, body.length);
        return mail;
    }

    private byte[] body(int kind, SplittableRandom random) {
        String[] text = text(kind);
        // What the header takes is about 400 octets; base64 takes 4 octets and a bit for 3.
        int wanted = Math.max(64, size - 400);
        int octets = chinese(kind) ? wanted * 72 / 100 : wanted;
        StringBuilder body = new StringBuilder(text[1]).append("\r\n");
        int used = body.toString().getBytes(StandardCharsets.UTF_8).length;
        while (used < octets) {
            String sentence = text[1 + random.nextInt(text.length - 1)] + " " + random.nextInt(100_000) + "\r\n";
            body.append(sentence);
            used += sentence.getBytes(StandardCharsets.UTF_8).length;
        }
        byte[] plain = body.toString().getBytes(StandardCharsets.UTF_8);
        if (!chinese(kind)) {
            return plain;
        }
        String lines = Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n'}).encodeToString(plain) + "\r\n";
        return lines.getBytes(StandardCharsets.US_ASCII);
    }

    private String[] text(int kind) {
        String[][] texts = chinese(kind) ? CHINESE : ENGLISH;
        return texts[oneTopic ? 0 : kind / 2 % texts.length];
    }

    private static boolean chinese(int kind) {
        return kind % 2 == 0;
    }

    private static String orderNumber(int number) {
        return "A" + (20_000_000 + number);
    }

    private static String encoded(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
