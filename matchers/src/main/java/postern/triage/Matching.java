package postern.triage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.TicketPolicy;
import postern.letter.Origin;

/**
 * Decides which ticket a mail belongs to.
 *
 * <p>Three things can bring a mail to a ticket, in this order: one of our signed Message-IDs, which only participants ever
 * got; the Message-ID of an earlier mail of the ticket, from a participant; the number in the subject, from a participant.
 * Numbers and Message-IDs alone are no proof: they can be guessed or seen.
 */
public final class Matching {
    private Matching() {
    }

    /** @param policy a ticket that was silent for longer does not go on; the mail opens a new one that names it */
    public static Choice choose(Clues clues, Known known, Instant now, TicketPolicy policy) {
        List<Reason> notes = new ArrayList<>();
        Optional<Choice.Join> join = byReference(clues, known).or(() -> byTag(clues, known, notes));
        if (join.isEmpty()) {
            return withoutTicket(clues.origin(), notes);
        }
        Choice.Join found = join.get();
        Optional<Instant> silentSince = known.tickets().get(found.ticket()).silentSince();
        boolean old = silentSince.filter(last -> last.plus(policy.reopenWithin()).isBefore(now)).isPresent();
        if (clues.origin().machine() || !old && (found.participant() || silentSince.isEmpty())) {
            return found;
        }
        List<Reason> reasons = new ArrayList<>(found.reasons());
        if (!old) {
            // A stranger cannot start the clock of somebody's ticket, and no mail stays without one.
            reasons.add(Reason.of("ticket-not-open", found.ticket().value()));
            return new Choice.Open(Optional.of(found.ticket()), reasons);
        }
        reasons.add(Reason.of("silent-long-ago", found.ticket().value()));
        // A stranger who shows a signed id gets no link into somebody's old ticket.
        return new Choice.Open(found.participant() ? Optional.of(found.ticket()) : Optional.empty(), reasons);
    }

    private static Optional<Choice.Join> byReference(Clues clues, Known known) {
        for (Clues.Reference reference : clues.references()) {
            Known.Standing signed = reference.signed().map(known.tickets()::get).orElse(null);
            if (signed != null) {
                return Optional.of(signed(reference.signed().get(), signed, clues.origin()));
            }
            TicketId own = known.byReference().get(reference.id());
            if (own != null && known.tickets().containsKey(own)) {
                return Optional.of(new Choice.Join(own, true, List.of(Reason.of("reference", reference.id()))));
            }
        }
        return Optional.empty();
    }

    private static Choice.Join signed(TicketId ticket, Known.Standing standing, Origin origin) {
        List<Reason> reasons = new ArrayList<>(List.of(Reason.of("signed-reference", ticket.value())));
        // A bounce comes from a mailer, never from a participant: that says nothing.
        if (!standing.participant() && origin != Origin.BOUNCE) {
            reasons.add(Reason.of(Match.Joined.STRANGER));
        }
        return new Choice.Join(ticket, standing.participant(), reasons);
    }

    private static Optional<Choice.Join> byTag(Clues clues, Known known, List<Reason> notes) {
        for (TicketId tag : clues.tags()) {
            Known.Standing standing = known.tickets().get(tag);
            if (standing != null && standing.participant()) {
                return Optional.of(new Choice.Join(tag, true, List.of(Reason.of("subject-tag", tag.value()))));
            }
            notes.add(Reason.of("subject-tag-refused", tag.value()));
        }
        return Optional.empty();
    }

    private static Choice withoutTicket(Origin origin, List<Reason> notes) {
        List<Reason> reasons = new ArrayList<>(notes);
        if (origin.machine()) {
            reasons.add(Reason.of("no-ticket", origin.word()));
            return new Choice.Apart(reasons);
        }
        reasons.add(Reason.of("new-ticket"));
        return new Choice.Open(Optional.empty(), reasons);
    }
}
