package postern.demo;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import javax.mail.internet.MimeUtility;
import postern.terminal.ProgressBar;

/** Posts the samples and waits until each lies where it belongs. For one thread. */
final class Tour {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final Duration GLANCE = Duration.ofMillis(150);
    private static final Pattern NAME = Pattern.compile("\\sid\\s+([0-9a-z]+)");

    private final Letterbox letterbox;
    private final Desktop desktop;
    private final Outbound outbound;
    private final Map<Integer, Letterbox.Posted> posted = new LinkedHashMap<>();
    private Collection<Desktop.Found> seen = List.of();

    Tour(Letterbox letterbox, Desktop desktop, Outbound outbound) {
        this.letterbox = letterbox;
        this.desktop = desktop;
        this.outbound = outbound;
    }

    /** @return fates by number of the sample */
    Map<Integer, Fate> go(ProgressBar progress) throws IOException, MessagingException, InterruptedException {
        post(Sample.ALL, sample -> sample.follows().isEmpty(), progress);
        // A customer can only answer an acknowledgement that came.
        awaitUntil(() -> fates().values().stream().allMatch(Fate::settled), PATIENCE, progress);
        post(Sample.ALL, sample -> sample.follows().isPresent(), progress);
        awaitUntil(() -> fates().values().stream().allMatch(Fate::settled), PATIENCE, progress);
        awaitQuiet(progress);
        return fates();
    }

    private void post(List<Sample> samples, Predicate<Sample> which, ProgressBar progress) throws IOException {
        for (Sample sample : samples) {
            if (which.test(sample)) {
                posted.put(sample.number(), letterbox.post(sample, words(sample)));
                progress.at(settled(), "sent " + sample.shows());
            }
        }
    }

    /** What the customer's mail program takes over from the acknowledgement. */
    private Map<String, String> words(Sample sample) throws UnsupportedEncodingException {
        Optional<Outbound.Sent> answer = sample.follows().map(posted::get).flatMap(outbound::answerTo);
        return Map.of(
            "{ACK-ID}", answer.map(Outbound.Sent::messageId).orElse("<unknown@shop.example>"),
            "{ACK-SUBJECT}", MimeUtility.encodeText(answer.map(Outbound.Sent::subject).orElse("your mail"), "utf-8", "B"));
    }

    private void awaitUntil(BooleanSupplier done, Duration patience, ProgressBar progress) throws MessagingException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        do {
            seen = desktop.look();
            progress.at(settled(), outbound.count() + " acknowledgements left");
            if (done.getAsBoolean()) {
                return;
            }
            Thread.sleep(GLANCE);
        } while (System.nanoTime() < end);
    }

    /** Waits a little for what must not come: a second copy, an answer to a machine. */
    private void awaitQuiet(ProgressBar progress) throws MessagingException, InterruptedException {
        awaitUntil(() -> false, QUIET, progress);
    }

    private int settled() {
        return (int) fates().values().stream().filter(Fate::settled).count();
    }

    private Map<Integer, Fate> fates() {
        Map<Integer, Fate> fates = new LinkedHashMap<>();
        for (Sample sample : Sample.ALL) {
            Letterbox.Posted mail = posted.get(sample.number());
            if (mail != null) {
                fates.put(sample.number(), new Fate(mail, seen.stream().filter(message -> isOf(message, mail)).toList(), outbound.answerTo(mail)));
            }
        }
        return fates;
    }

    /** The edge tells a mail's name in the 250 and in its Received field. */
    private static boolean isOf(Desktop.Found message, Letterbox.Posted mail) {
        Matcher name = NAME.matcher(message.header("Received").orElse(""));
        return name.find() && mail.reply().text().contains(name.group(1));
    }
}
