package postern.handout;

import java.util.Set;

/** Who may not log in any more, whatever desk.yaml says. */
@FunctionalInterface
public interface Attendance {
    /** @return logins, in lower case */
    Set<String> disabled();
}
