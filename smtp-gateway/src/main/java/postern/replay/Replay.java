package postern.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import postern.explain.Turns;
import postern.triage.Docket;
import postern.triage.OwnMail;
import postern.triage.Seal;
import postern.triage.Triage;

/** Leads two desks through the mails of the past. */
public final class Replay {
    private final Course then;
    private final Course now;
    private final Instant today;
    private final LongConsumer progress;
    private final Tally tally;
    private long done;

    /** A desk and whose mail is whose. */
    public record Side(Triage triage, OwnMail own) {
    }

    private record Both(Past past, Past.Known known, Optional<Course.Read> then, Optional<Course.Read> now, String trouble) {
    }

    private Replay(Course then, Course now, Instant today, LongConsumer progress) {
        this.then = then;
        this.now = now;
        this.today = today;
        this.progress = progress;
        this.tally = new Tally(then.desk(), now.desk());
    }

    /**
     * Does it, on all processors.
     *
     * @param then the desk of today
     * @param now the changed desk
     * @param seal of the home, so that mails find tickets by what we signed
     * @param today when what is not answered counts as late; also when a mail came that tells no time
     * @param progress gets how many mails are done, on the caller's thread
     */
    public static Tally run(Side then, Side now, Seal seal, Mailbag mails, Instant today,
        LongConsumer progress) throws IOException {
        try (Course before = new Course(then.triage(), seal, then.own()); Course after = new Course(now.triage(), seal,
            now.own())) {
            Replay replay = new Replay(before, after, today, progress);
            try (Turns<Both> turns = new Turns<>(replay::decide)) {
                mails.each(past -> turns.give(past.size(), () -> replay.read(past)), replay.tally::unread);
                turns.finish();
            }
            return replay.tally;
        }
    }

    private Both read(Past past) {
        try {
            Past.Came came = past.content().read();
            byte[] clean = then.clean(came.octets());
            Paper paper = Paper.of(clean);
            byte[] cleanNow = now.clean(came.octets());
            // Reading is most of the work: once, as a rule.
            Paper paperNow = Arrays.equals(clean, cleanNow) ? paper : Paper.of(cleanNow);
            return new Both(past, came.known(), Optional.of(then.read(past, came.way(), paper, today)),
                Optional.of(now.read(past, came.way(), paperNow, today)), "");
        } catch (IOException | UncheckedIOException e) {
            return new Both(past, Past.Known.NOTHING, Optional.empty(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private void decide(Both both) {
        if (both.then().isEmpty()) {
            tally.unread(both.past().name(), both.trouble());
        } else {
            Optional<Docket> before = then.decide(both.then().get(), both.known().ticket());
            Optional<Docket> after = now.decide(both.now().orElseThrow(), both.known().ticket());
            List<Difference> differences = Differences.of(before, after, both.known().answered(), today);
            tally.count(before, after, both.known(), differences);
        }
        progress.accept(++done);
    }
}
