package postern.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import postern.desk.Agent;
import postern.desk.TicketId;
import postern.gestures.Act;
import postern.gestures.Conversations;
import postern.gestures.Merging;
import postern.gestures.Objection;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.Tickets;

/** Agents make one ticket of two, and two of one, and take that back. */
final class Seams {
    private final Office office;
    private final Month month;
    private final Hands hands;
    private final Random random;
    private int orders;

    Seams(Office office, Month month, Hands hands, Random random) {
        this.office = office;
        this.month = month;
        this.hands = hands;
        this.random = random;
    }

    /** @param other which goes on */
    void merge(Page page, Page other, Agent writer) {
        Set<String> came = Set.copyOf(month.lettersOf(page));
        Optional<Objection> objection = office.part(Merging.class).merge("merge-" + ++orders, page.id, other.id, writer,
            office.now());
        assertThat(objection).isEqualTo(page == other ? Optional.of(Objection.NOT_MERGED) : Optional.empty());
        if (page != other) {
            page.merge(other, came, office.now());
            month.touched().add(other);
            undo(other, writer, "split", restored -> other.takeBack(other.merges.getLast(), restored));
        }
    }

    /** Takes a merge or a split back now and then. */
    private void undo(Page page, Agent writer, String kind, Consumer<Boolean> back) {
        if (random.nextInt(3) == 0 && page.asleep.isEmpty()) {
            int before = office.kinds(page.id).size();
            hands.obeyed(page, new Act.Undo(), writer);
            List<String> all = office.kinds(page.id);
            List<String> news = all.subList(before, all.size());
            if (news.contains(kind)) {
                back.accept(news.contains("undone"));
            }
        }
    }

    void split(Page page, Agent writer) {
        List<String> order = order(page);
        String at = month.letter(page);
        Optional<Page.Merge> merge = page.by(at);
        List<String> before = office.kinds(page.id);
        Optional<Objection> objection = office.part(Merging.class).split("split-" + ++orders, page.id, List.of(at), writer,
            office.now());
        boolean parts = merge.isPresent() || order.indexOf(at) > 0;
        assertThat(objection).as("of " + at + " in " + order).isEqualTo(parts ? Optional.empty()
            : Optional.of(Objection.NOT_SPLIT));
        if (merge.isPresent()) {
            page.takeBack(merge.get(), office.kinds(page.id).subList(before.size(), office.kinds(page.id).size())
                .contains("undone"));
            month.touched().add(merge.get().from());
        } else if (parts) {
            String told = office.part(Tickets.class).events(page.id, 1).getFirst().detail();
            Page parted = page.part(TicketId.find(told).getFirst());
            month.pages().put(parted.id, parted);
            month.touched().add(parted);
            Set<String> gone = Set.copyOf(order.subList(order.indexOf(at), order.size()));
            month.letters().replaceAll((letter, owner) -> gone.contains(letter) ? parted : owner);
            undo(page, writer, "merged", restored -> parted.merge(page, Set.copyOf(month.lettersOf(parted)), office.now()));
        }
    }

    /** Message-IDs of a ticket's mails as they came. */
    private List<String> order(Page page) {
        return office.part(Store.class).read(connection -> {
            List<Long> all = Sql.list(connection, "select mail from mailbox_ticket where ticket = ? order by mail", row ->
                row.getLong(1), Books.number(page.id));
            List<String> ids = new ArrayList<>();
            for (long mail : all) {
                ids.addAll(office.part(Conversations.class).messageIds(connection, List.of(mail)));
            }
            return ids;
        });
    }
}
