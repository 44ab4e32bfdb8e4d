package postern.explain;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.tickets.Continuation;
import postern.triage.Addresses;
import postern.triage.Choice;
import postern.triage.Circumstances;
import postern.triage.Classification;
import postern.triage.Clues;
import postern.triage.Docket;
import postern.triage.Envelope;
import postern.triage.Forgeries;
import postern.triage.Known;
import postern.triage.Match;
import postern.triage.Matching;
import postern.triage.OwnMail;
import postern.triage.ReplyPolicy;
import postern.triage.Seal;
import postern.triage.Triage;

/** Decides about mails as the flow does, with no ticket known. Thread-safe. */
public final class DryRun {
    /** Stands for the number that a new ticket would get; never shown. */
    private static final TicketId NEW = new TicketId("100-000-0005");

    private final Desk desk;
    private final Triage triage;
    private final Clock clock;
    private final LetterReader reader = new LetterReader();
    private final Seal seal;
    private final OwnMail own;

    /** As far as desk.yaml tells. @param triage of the desk, with its classifier */
    public DryRun(Triage triage, Clock clock) {
        this(triage, clock, address -> Addresses.forDesk(triage.desk(), address));
    }

    /** @param own whose addresses are whose */
    public DryRun(Triage triage, Clock clock, OwnMail own) {
        this.desk = triage.desk();
        this.triage = triage;
        this.own = own;
        this.clock = clock;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.seal = new Seal(key);
    }

    /**
     * @param from envelope sender, empty string for the null sender; absent: as the mail tells
     * @param recipients envelope recipients; empty: as the mail tells
     */
    public Docket decide(byte[] octets, Optional<String> from, List<String> recipients) {
        Letter letter = reader.read(Forgeries.removed(octets, desk, seal));
        Instant now = clock.instant();
        Envelope envelope = new Envelope("explain", from.orElseGet(() -> Written.sender(letter)),
            recipients.isEmpty() ? Written.recipients(letter, own, desk) : recipients, now, Optional.empty(), false);
        Classification classification = triage.classify(letter, envelope, new Circumstances(Optional.of((long) octets.length), Optional.empty()));
        Docket docket = Docket.of(envelope).with(letter).with(classification);
        if (envelope.recipients().stream().noneMatch(own::isForDesk)) {
            return docket.withTrouble(Reason.of("not-for-desk", String.join(" ", envelope.recipients())));
        }
        docket = switch (Matching.choose(Clues.of(letter, envelope, seal, triage.points().orders(letter)), Known.NOTHING, now, desk.tickets())) {
            case Choice.Open open -> opened(docket, new Match.Opened(NEW, open.reasons()));
            case Choice.Join join -> opened(docket, new Match.Opened(NEW, join.reasons()));
            case Choice.Apart apart -> docket.with(Continuation.apart(desk));
        };
        return docket.with(ReplyPolicy.decide(docket, desk, false));
    }

    /** @return what a mail would become of, or that it cannot be told */
    public Verdict verdict(String file, byte[] octets, Optional<String> from, List<String> recipients) {
        try {
            return Verdict.of(file, decide(octets, from, recipients), triage);
        } catch (RuntimeException | StackOverflowError e) {
            return Verdict.failed(file, e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("")));
        }
    }

    /** @return the same for people, in lines; or that it cannot be told, in one */
    public List<String> story(byte[] octets, Optional<String> from, List<String> recipients, Wording wording) {
        try {
            return Story.of(decide(octets, from, recipients), desk, wording);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(wording.pick("无法说明：", "cannot be told: ") + e.getClass().getSimpleName());
        }
    }

    private Docket opened(Docket docket, Match match) {
        Letter letter = docket.letter().orElseThrow();
        Classification classification = docket.classification().orElseThrow();
        return docket.with(match).with(triage.urgency(letter, docket.envelope(), classification, match))
            .with(triage.assign(docket.envelope(), classification, Optional.empty()));
    }
}
