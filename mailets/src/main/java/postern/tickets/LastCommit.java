package postern.tickets;

import java.util.concurrent.CompletableFuture;
import org.apache.mailet.Mail;
import postern.store.Work;

/**
 * The commit by which a mail leaves the flow. What is written with it happens with it or not at all, and no thread waits for it.
 * Called by the spool's threads.
 */
public interface LastCommit {
    /**
     * Lets a unit of work join that commit. If the flow fails for the mail, the unit is dropped: the next run asks for it again. If
     * the mail leaves this run to be tried again later ({@code Retry}), the unit is done, because the later run may begin behind the
     * act that asked for it. If the commit fails because of such a unit, the flow runs once more, and then the units are done at
     * once, so that the act which asks for it sees the failure. What must not be written without another belongs in one unit.
     *
     * @param work changes nothing if it was done for this mail before
     * @return completes after the commit; never, if the unit is dropped
     */
    <T> CompletableFuture<T> join(Mail mail, Work<T> work);
}
