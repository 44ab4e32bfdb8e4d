package postern.index;

import java.util.List;
import java.util.Optional;

/**
 * The mails that search knows, and how they changed: every mail that came and every one that is gone for good has a number in
 * a row without holes, given in the order of the commits. Thread-safe.
 */
public interface MailSource {
    /**
     * A mail came, or is gone.
     *
     * @param position its number
     */
    record Change(long position, long mail, boolean gone) {
    }

    /** @return number of the newest change, 0 if there was none */
    long newest();

    /** @return changes with higher numbers, in order */
    List<Change> after(long position, int atMost);

    /** @return the change of that number, if it is still known */
    Optional<Change> at(long position);

    /** @return ids of mails below an id, highest first */
    List<Long> below(long mail, int atMost);

    /** @return how many mails there are */
    long count();

    /** @return the mail's octets; empty if it is gone */
    Optional<byte[]> octets(long mail);

    /** The changes below a number are not asked for again. Asked now and then. */
    void forget(long position);
}
