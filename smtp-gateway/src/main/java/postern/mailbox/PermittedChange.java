package postern.mailbox;

import javax.mail.Flags;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;

/**
 * A change of flags that leaves alone what the user may not change (RFC 4314 §4: a STORE does not fail for some flags if others
 * may be changed).
 */
final class PermittedChange extends FlagsUpdateCalculator {
    private final Flags changeable;
    private final boolean replaces;

    PermittedChange(Flags wanted, FlagsUpdateMode mode, Flags changeable) {
        super(wanted, mode);
        this.changeable = changeable;
        this.replaces = mode == FlagsUpdateMode.REPLACE;
    }

    @Override
    public Flags buildNewFlags(Flags before) {
        Flags kept = only(before, changeable, false);
        if (replaces) {
            // Whoever replaces flags has selected the folder, and the message is recent no more (RFC 3501 §2.3.2).
            kept.remove(Flags.Flag.RECENT);
        }
        Flags after = only(super.buildNewFlags(before), changeable, true);
        after.add(kept);
        return after;
    }

    /** @return the flags that are changeable, or those that are not */
    static Flags only(Flags flags, Flags changeable, boolean which) {
        Flags result = new Flags();
        for (Flags.Flag flag : flags.getSystemFlags()) {
            if (flag != Flags.Flag.USER && changeable.contains(flag) == which) {
                result.add(flag);
            }
        }
        if (changeable.contains(Flags.Flag.USER) == which) {
            for (String keyword : flags.getUserFlags()) {
                result.add(keyword);
            }
        }
        return result;
    }
}
