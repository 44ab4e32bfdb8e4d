package postern.keeping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.store.Store;
import postern.store.StoreException;
import postern.tickets.Sql;

/**
 * Forgets a person: in this order, so that what tells where the person is goes last.
 *
 * <p>An order is done step by step, and the book says how far it is; after a crash the step that was cut off is done again. When all are
 * done, the book forgets the address, and only the receipt is left. What the store's file and its log still have of deleted rows is
 * overwritten then, without holding up those who write: a small file is written anew, in a large one the free pages are overwritten in
 * steps, and it is written anew when the gateway is stopped. The receipt says what of it is pending.
 */
public final class Erasure {
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    /** Each may be as large as a mail can be. */
    private static final int BODIES = 10;
    /** Octets of a file that is written anew in a moment. */
    private static final long SMALL = 48L << 20;

    private final Store store;
    private final ErasureBook book;
    private final KeptMails mails;
    private final Predicate<String> ours;
    private final Holds holds;
    private final List<Place> steps;
    private final Place models;
    /** Receipts that are files. */
    private List<Receipt> written = List.of();
    /** Whether the disk had no room the last time. */
    private boolean full;

    /**
     * @param ours whether an address is the desk's
     * @param holds whose tables are there by then
     */
    public Erasure(Store store, ErasureBook book, Holds holds, KeptMails mails, Around around, Predicate<String> ours) {
        this.store = store;
        this.book = book;
        this.mails = mails;
        this.ours = ours;
        this.holds = holds;
        this.models = around.models();
        FolderPlaces folders = new FolderPlaces(store, mails);
        steps = List.of(around.queues(), around.archive(), folders::mask, around.journal(), folders::remove, new TicketPlace(holds.clock(), mails), models(),
            around.index(), this::collect);
    }

    /** The last model goes only if something was unlearned. */
    private Place models() {
        return erasing -> {
            boolean unlearned = !erasing.looks() && store.read(connection -> Sql.first(connection,
                "select 1 from erasure_count where erasure = ? and kind = ?", row -> true, erasing.order(), TicketPlace.LESSONS)).isPresent();
            if (unlearned) {
                models.erase(erasing);
            }
        };
    }

    /** Octets of what is erased that are not overwritten yet, by what hinders it. */
    public enum Left {
        NOTHING, WHAT_READERS_HOLD, WHAT_NEEDS_ROOM
    }

    /** How many steps {@link ErasureBook#progress} counts. */
    public int steps() {
        return steps.size();
    }

    /**
     * What an erasure would do.
     *
     * @param kept what holds would keep, a line each
     * @param damaged what cannot be searched, a line each
     */
    public record Outlook(Map<String, Integer> counts, List<String> kept, List<String> damaged) {
    }

    /** Erases nothing. Holds on queries are asked anew, as the erasure does: what matches by now is under them from now on. */
    public Outlook look(Person person) throws IOException {
        holds.renew();
        List<String> all = keptWhole(person);
        if (!all.isEmpty()) {
            return new Outlook(Map.of(), all, List.of());
        }
        Erasing erasing = new Erasing(store, OptionalLong.empty(), person, new Gathering(store, mails, person, ours).gather());
        erasing.findings().doubts().forEach(erasing::damaged);
        for (Place step : steps.subList(0, steps.size() - 1)) {
            step.erase(erasing);
        }
        return new Outlook(new TreeMap<>(erasing.counts()), List.copyOf(erasing.findings().kept().values()), List.copyOf(erasing.damaged()));
    }

    /**
     * Carries out all that is ordered, and what an earlier run left undone. One at a time in all processes.
     *
     * @param alone whether nobody waits for the store meanwhile, so that also a large file is written anew
     * @return what is left to be done by a later call
     */
    public Left perform(boolean alone) throws IOException {
        for (var next = book.next(); next.isPresent(); next = book.next()) {
            perform(next.get());
            receipts();
        }
        Left left = cleanIfRoom(alone);
        receipts();
        return left;
    }

    /** A full disk puts off what is pending as receipts say, and nothing else. */
    private Left cleanIfRoom(boolean alone) {
        try {
            Left left = clean(alone) ? Left.NOTHING : Left.WHAT_READERS_HOLD;
            full = false;
            return left;
        } catch (StoreException e) {
            if (!e.isFull()) {
                throw e;
            }
            if (!full) {
                LOG.warn("What was erased is not overwritten yet in the store's file; it will be when the disk has room: {}", e.getMessage());
            }
            full = true;
            return Left.WHAT_NEEDS_ROOM;
        }
    }

    /** @return whether neither the file nor its log has an octet of what was deleted, as far as it is to be done now */
    private boolean clean(boolean alone) {
        ErasureBook.Remains remains = book.remains();
        boolean anew = alone || store.file().toFile().length() <= SMALL;
        if (remains.inGaps() && anew) {
            store.rewrite();
            book.overwritten(true);
        } else if (remains.inPages()) {
            if (!store.overwriteFree()) {
                return false;
            }
            book.overwritten(false);
        }
        if (book.remains().inLog()) {
            if (!store.emptyLog()) {
                return false;
            }
            book.emptied();
        }
        return true;
    }

    private void receipts() throws IOException {
        List<Receipt> all = book.receipts();
        if (!all.equals(written)) {
            ReceiptFiles.write(store.file().toAbsolutePath().resolveSibling("receipts"), all);
            written = all;
        }
    }

    /** A hold on the person keeps all there is, whatever ticket it belongs to. */
    private List<String> keptWhole(Person person) {
        return store.read(connection -> {
            List<String> lines = new ArrayList<>();
            for (String address : person.addresses()) {
                Holds.on(connection, address).forEach(hold -> lines.add("hold %d (%s, by %s): all of this person".formatted(hold.id(), hold.reason(), hold.by())));
            }
            return lines;
        });
    }

    private void perform(ErasureBook.Order order) throws IOException {
        holds.renew();
        List<String> all = keptWhole(order.person());
        if (!all.isEmpty() && order.step() == 0) {
            keep(order, all);
            book.close(order.id());
            LOG.warn("Erasure {} did nothing: a hold is on the person", order.id());
            return;
        }
        Findings findings = new Gathering(store, mails, order.person(), ours).gather();
        Erasing erasing = new Erasing(store, OptionalLong.of(order.id()), order.person(), findings);
        keep(order, findings.kept().values());
        findings.doubts().forEach(erasing::damaged);
        for (int step = order.step(); step < steps.size(); step++) {
            all = keptWhole(order.person());
            if (!all.isEmpty()) {
                keep(order, all);
                LOG.warn("Erasure {} ends after {} steps: a hold was put on the person", order.id(), step);
                break;
            }
            steps.get(step).erase(erasing);
            book.reached(order.id(), step + 1);
        }
        book.close(order.id());
        LOG.info("Erasure {} has ended: {}", order.id(), book.receipt(order.id()).map(Receipt::erased).orElse(Map.of()));
    }

    private void keep(ErasureBook.Order order, Collection<String> lines) {
        store.writeAndWait(connection -> {
            for (String line : lines) {
                ErasureBook.kept(connection, order.id(), line);
            }
            return null;
        });
    }

    /** Bodies that nobody refers to any more. What they leave free is overwritten later, not while others wait. */
    private void collect(Erasing erasing) {
        int gone = BODIES;
        while (gone == BODIES) {
            gone = store.writeAndWait(connection -> store.bodies().collect(connection, BODIES));
        }
    }
}
