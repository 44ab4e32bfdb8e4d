package postern.edge;

import java.time.Duration;

/**
 * How much bad behaviour the edge bears. These rarely differ between sites, so desk.yaml does not hold them.
 *
 * @param errors broken commands of one session
 * @param idleCommands commands of one session without a mail between them
 * @param unknownRecipients of one session; those of a client address may be ten times as many in {@code memory}
 * @param loginFailures of one session; those of a client address may be ten times as many in {@code memory}
 * @param penalty wait before the answer to a failed log-in or to a repeated unknown recipient
 * @param memory how long a client address is remembered
 * @param drain how long a stop waits for mails under way
 * @param inFlight octets of mails under way in all sessions
 */
public record Manners(int errors, int idleCommands, int unknownRecipients, int loginFailures, Duration penalty, Duration memory,
                      Duration drain, long inFlight) {

    /** The limits of a server on the open net; mails under way may take a third of the heap. */
    public static Manners standard() {
        return new Manners(20, 100, 20, 3, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofSeconds(30),
            Runtime.getRuntime().maxMemory() / 3);
    }
}
