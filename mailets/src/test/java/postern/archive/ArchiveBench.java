package postern.archive;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** What archiving costs: a mail, an acknowledgement and four events each. Run by hand; the argument is a directory, the second a file of sentences. */
final class ArchiveBench {
    private static final int MAILS = 20_000;
    private static final int ROUND = 2_000;

    private ArchiveBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory(Path.of(arguments[0]), "archive-bench");
        String[] words = Files.readString(Path.of(arguments[1])).split("\\s+");
        Random random = new Random(1);
        long octets = 0;
        long cpu = 0;
        long thread = 0;
        long nanos = 0;
        int measured = 0;
        try (Filled filled = new Filled(home)) {
            for (int mail = 0; mail < MAILS; mail += ROUND) {
                for (int i = mail; i < mail + ROUND; i++) {
                    byte[] content = content(words, random, i);
                    String name = "01k" + Long.toString(1L << 40 | i, 32) + "abcdefghjk";
                    filled.accept(name, content);
                    filled.happen("opened", name);
                    filled.happen("decided", name);
                    filled.happen("acknowledged", name);
                    filled.send(name + "-ack");
                    octets += content.length;
                }
                long before = cpuTime();
                long alone = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                long begun = System.nanoTime();
                filled.drain();
                if (mail >= MAILS / 2) {
                    cpu += cpuTime() - before;
                    thread += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - alone;
                    nanos += System.nanoTime() - begun;
                    measured += ROUND;
                }
            }
            long files = 0;
            try (Stream<Path> all = Files.walk(filled.folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    System.out.printf(Locale.ROOT, "%s %,d%n", filled.folder.relativize(file), Files.size(file));
                    files += Files.size(file);
                }
            }
            System.out.printf(Locale.ROOT, "%,d mails of %,d octets: %,.1f us CPU of the process, %,.1f of the archivist, %,.1f us a mail, %,d octets a mail%n", MAILS, octets / MAILS,
                cpu / 1000.0 / measured, thread / 1000.0 / measured, nanos / 1000.0 / measured, files / MAILS);
            long begun = System.nanoTime();
            System.out.println(filled.verify().whole() + " verified in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
    }

    private static long cpuTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static byte[] content(String[] words, Random random, int number) {
        StringBuilder text = new StringBuilder("Received: from mx.example (mx.example [192.0.2.1]) by mail.example with ESMTPS id " + number + "\r\n"
            + "From: Customer <customer" + number + "@example.org>\r\nTo: <returns@shop.example>\r\nSubject: order " + number + "\r\nMessage-ID: <" + number
            + "@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        while (text.length() < 4000) {
            text.append(words[random.nextInt(words.length)]).append(random.nextInt(12) == 0 ? "\r\n" : " ");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
