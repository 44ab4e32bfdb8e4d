package postern.keeping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.TicketId;
import postern.masking.Masking;
import postern.masking.Traces;
import postern.store.Store;
import postern.tickets.Figures;

/**
 * All folders: other people's mails are masked first, as long as the person's own are there to tell what is quoted; then those
 * go.
 */
final class FolderPlaces {
    private static final int AT_ONCE = 200;
    private static final int A_UNIT = 50;

    private final Store store;
    private final KeptMails mails;

    FolderPlaces(Store store, KeptMails mails) {
        this.store = store;
        this.mails = mails;
    }

    /** A masked mail with what it takes the place of. */
    private record Change(KeptMails.Kept by, Masking.Masked masked) {
    }

    void mask(Erasing erasing) {
        for (List<Long> some = mails.after(0, AT_ONCE); !some.isEmpty(); some = mails.after(some.getLast(), AT_ONCE)) {
            for (long id : some) {
                if (!erasing.findings().own().contains(id)) {
                    mails.find(id).flatMap(mail -> masked(mail, erasing.traces()))
                        .ifPresent(change -> erasing.unit(connection -> replace(connection, erasing, change)));
                }
            }
        }
    }

    private boolean replace(Connection connection, Erasing erasing, Change change) throws SQLException {
        if (erasing.isHeld(connection, change.by().ticket())) {
            return false;
        }
        if (!erasing.looks()) {
            store.afterCommit(mails.replace(connection, change.by()));
            if (change.by().ticket().isPresent()) {
                Figures.subject(connection, change.by().ticket().get(), erasing.traces()::subject);
            }
        }
        erasing.count(connection, change.masked());
        return true;
    }

    private static Optional<Change> masked(KeptMails.Kept mail, Traces traces) {
        return Redaction.of(mail.prefix(), mail.body(), traces).map(redaction ->
            new Change(new KeptMails.Kept(mail.id(), redaction.prefix(), redaction.body(), mail.ticket()), redaction.masked()));
    }

    void remove(Erasing erasing) {
        List<Long> own = List.copyOf(erasing.findings().own());
        for (int from = 0; from < own.size(); from += A_UNIT) {
            List<Long> some = own.subList(from, Math.min(own.size(), from + A_UNIT));
            erasing.unit(connection -> remove(connection, erasing, some));
        }
    }

    private int remove(Connection connection, Erasing erasing, List<Long> some) throws SQLException {
        List<Long> free = new ArrayList<>();
        for (Map.Entry<Long, Optional<TicketId>> mail : mails.tickets(connection, some).entrySet()) {
            if (!erasing.isHeld(connection, mail.getValue())) {
                free.add(mail.getKey());
            }
        }
        if (!erasing.looks()) {
            store.afterCommit(mails.remove(connection, free));
        }
        erasing.count(connection, "mails", free.size());
        return free.size();
    }
}
