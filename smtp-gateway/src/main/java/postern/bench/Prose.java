package postern.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mails that differ as people's mails do: half Chinese, half English, turns of speech of one to four words drawn by Zipf's law
 * from 40,000, the words from 20,000, with an order number and a sender of their own.
 */
final class Prose {
    private static final int WORDS = 20_000;
    private static final int TURNS = 40_000;
    private static final String[] ONSETS = {"b", "br", "c", "ch", "d", "f", "fl", "g", "h", "l", "m", "n", "p", "pr", "r", "s", "sh", "st", "t", "tr", "v", "w"};
    private static final String[] CODAS = {"a", "al", "an", "ar", "e", "ed", "el", "en", "er", "es", "i", "in", "ing", "is", "o", "on", "or", "ow", "u", "un", "y"};

    private final long seed;
    private final int size;
    private final List<String> chinese = new ArrayList<>();
    private final List<String> english = new ArrayList<>();
    private final List<String> chineseTurns = new ArrayList<>();
    private final List<String> englishTurns = new ArrayList<>();

    /** @param size octets of a mail, about */
    Prose(long seed, int size) {
        this.seed = seed;
        this.size = size;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < WORDS; i++) {
            StringBuilder sign = new StringBuilder();
            for (int length = i < 200 ? 1 : i % 5 == 0 ? 3 : 2; length > 0; length--) {
                // Some 3,000 characters, the first of them more often.
                sign.append((char) (0x4E00 + (int) (3000 * random.nextDouble() * random.nextDouble())));
            }
            chinese.add(sign.toString());
            StringBuilder word = new StringBuilder();
            for (int length = i < 200 ? 1 : 2 + i % 3; length > 0; length--) {
                word.append(ONSETS[random.nextInt(ONSETS.length)]).append(CODAS[random.nextInt(CODAS.length)]);
            }
            english.add(word.toString());
        }
        for (int i = 0; i < TURNS; i++) {
            chineseTurns.add(words(random, chinese, "", 1 + i % 4));
            englishTurns.add(words(random, english, " ", 1 + i % 4));
        }
    }

    byte[] mail(int number) {
        boolean inChinese = number % 2 == 0;
        SplittableRandom random = new SplittableRandom(seed + 31L * number);
        StringBuilder mail = new StringBuilder("From: \"Customer " + number + "\" <" + sender(number) + ">\r\nTo: <service@shop.example>\r\nSubject: ")
            .append(turns(random, inChinese, 2)).append(' ').append(order(number)).append("\r\nDate: Mon, 16 Nov 2026 09:00:00 +0800\r\nMessage-ID: <")
            .append(Long.toHexString(seed)).append('.').append(number).append("@mail.example>\r\nMIME-Version: 1.0\r\n")
            .append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        int octets = mail.length();
        while (octets < size) {
            String sentence = turns(random, inChinese, 5) + (inChinese ? "。" : ".\r\n");
            mail.append(sentence);
            octets += inChinese ? sentence.length() * 3 : sentence.length();
        }
        return mail.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    String sender(int number) {
        return "customer" + number % 50_000 + "@mail" + number % 997 + ".example";
    }

    String order(int number) {
        return "JD-" + (20_000_000 + number * 7L);
    }

    /** @param rank share of the lexicon, 0 for the commonest words */
    String word(boolean inChinese, double rank) {
        return (inChinese ? chinese : english).get((int) (rank * (WORDS - 1)));
    }

    private String turns(SplittableRandom random, boolean inChinese, int count) {
        return words(random, inChinese ? chineseTurns : englishTurns, inChinese ? "" : " ", count);
    }

    private static String words(SplittableRandom random, List<String> from, String between, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // The inverse of Zipf's law's sum, about.
            int rank = (int) Math.pow(from.size(), random.nextDouble()) - 1;
            text.append(i == 0 ? "" : between).append(from.get(Math.min(rank, from.size() - 1)));
        }
        return text.toString();
    }
}
