package postern.edge;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session: who speaks, the mail under way, and how well the peer behaves. Used by the session's thread only.
 *
 * <p>{@link Entry} calls in turn {@link #listen()} and {@link #answer()}, until the session is over.
 */
final class Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);
    /** Stands in the command table for everything that is none of its verbs. */
    static final String OTHER = "OTHER";
    private static final Set<String> IDLE = Set.of("NOOP", "RSET", "HELP", "VRFY", "EHLO", "HELO");
    /** First words of other protocols that browsers can be made to send. */
    private static final Set<String> WEB = Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "PRI", "HOST:", "USER-AGENT:");

    private final House house;
    private final Wire wire;
    private final Lines lines;
    private final Map<String, Verb> verbs;
    private Visit visit;
    private Transaction mail;
    private CommandLine heard;
    private boolean mailOver;
    private boolean over;
    private int errors;
    private int idle;
    private int unknownRecipients;
    private int failedLogins;

    Dialogue(House house, Wire wire, Visit visit, Map<String, Verb> verbs) {
        this.house = house;
        this.wire = wire;
        this.lines = new Lines(wire);
        this.visit = visit;
        this.verbs = verbs;
    }

    /** Waits for the next command. @return its entry in the command table, or null when the session is over */
    String listen() {
        if (over) {
            return null;
        }
        wire.allow(house.limits().get().commandTimeout());
        wire.idle(true);
        // Looked at after the wire says idle: a stop that begins now either is seen here or wakes the read.
        heard = house.closing().begun() ? new CommandLine.Broken(Refusal.SHUTTING_DOWN) : lines.command();
        wire.idle(false);
        return switch (heard) {
            case CommandLine.Said said -> verbs.containsKey(said.verb()) ? said.verb() : OTHER;
            case CommandLine.Broken broken -> OTHER;
            case CommandLine.Silence silence -> {
                if (house.closing().begun()) {
                    conclude(Refusal.SHUTTING_DOWN, "-");
                } else {
                    silence.lastWord().ifPresent(word -> conclude(word, "-"));
                }
                yield null;
            }
        };
    }

    /** Carries out what was heard and replies. */
    void answer() {
        String verb = heard instanceof CommandLine.Said said ? said.verb() : "-";
        try {
            conclude(reply(), verb);
            if (mailOver) {
                reset();
            }
            wire.pushIfMany();
        } catch (SocketTimeoutException e) {
            conclude(Refusal.TIMEOUT, verb);
        } catch (IOException e) {
            over = true;
        } catch (RuntimeException e) {
            LOG.error("{} failed", verb, e);
            wire.allow(house.limits().get().commandTimeout());
            reset();
            conclude(Refusal.LOCAL_TROUBLE, verb);
        }
    }

    private Reply reply() throws IOException {
        if (heard instanceof CommandLine.Broken broken) {
            return broken.refusal();
        }
        CommandLine.Said said = (CommandLine.Said) heard;
        Verb verb = verbs.get(said.verb());
        if (verb == null) {
            return WEB.contains(said.verb()) ? Refusal.NOT_SMTP : Refusal.UNKNOWN_VERB;
        }
        if (IDLE.contains(said.verb()) && ++idle > house.manners().idleCommands()) {
            return Refusal.TOO_IDLE;
        }
        return verb.say(this, said.argument());
    }

    /** Says the reply, or the last one if the peer's measure is full. */
    private void conclude(Reply reply, String verb) {
        Reply last = reply instanceof Refusal refusal ? judge(refusal, verb) : reply;
        say(last);
        if (last.closes()) {
            over = true;
            if (last instanceof Refusal) {
                wire.lastWord();
            } else {
                wire.close();
            }
        }
    }

    private Refusal judge(Refusal refusal, String verb) {
        house.meters().refused(refusal);
        // A refused MAIL counts whatever its reason: a peer that is told to come back later need not ask on and on.
        boolean tooMany = (refusal.fault() || verb.equals("MAIL")) && ++errors >= house.manners().errors();
        boolean envelope = verb.equals("MAIL") || verb.equals("RCPT");
        if (envelope || verb.equals("DATA") || refusal.closes()) {
            String said = envelope && heard instanceof CommandLine.Said(String word, String argument) ? argument : "";
            house.logbook().refused(visit, refusal, verb, said, mail);
        }
        return tooMany && !refusal.closes() ? Refusal.TOO_MANY_ERRORS : refusal;
    }

    void say(Reply reply) {
        wire.write(reply.wire());
    }

    /** Whether one more unknown recipient is one too many; from half of that on, each costs a wait. */
    boolean tooManyUnknown() {
        unknownRecipients++;
        if (unknownRecipients * 2 > house.manners().unknownRecipients()) {
            pause();
        }
        return unknownRecipients >= house.manners().unknownRecipients();
    }

    /** Whether one more failed log-in is one too many; each costs a wait. */
    boolean tooManyFailures() {
        pause();
        return ++failedLogins >= house.manners().loginFailures();
    }

    private void pause() {
        Duration penalty = house.manners().penalty();
        try {
            wire.hold();
            Thread.sleep(penalty);
            wire.allow(house.limits().get().commandTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Visit visit() {
        return visit;
    }

    void visit(Visit now) {
        visit = now;
    }

    /** @return the mail under way, or null */
    Transaction mail() {
        return mail;
    }

    void begin(Transaction next) {
        mail = next;
    }

    void reset() {
        mail = null;
        mailOver = false;
    }

    /** The content came to its end: whatever the answer is, the next mail begins with MAIL (RFC 5321 §4.1.1.4). */
    void end() {
        mailOver = true;
    }

    /** A mail was accepted: what the peer did before it was no idling. */
    void worthIt() {
        idle = 0;
    }

    House house() {
        return house;
    }

    Wire wire() {
        return wire;
    }

    Lines lines() {
        return lines;
    }
}
