package postern.accounts;

import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import postern.handout.Attendance;
import postern.store.Store;

/** Whose account is disabled. */
public final class AccountAttendance implements Attendance {
    private final Store store;

    @Inject
    public AccountAttendance(Store store) {
        store.migrate(AccountTable.SCHEMA);
        this.store = store;
    }

    @Override
    public Set<String> disabled() {
        return store.read(AccountTable::disabled).stream().collect(Collectors.toUnmodifiableSet());
    }
}
