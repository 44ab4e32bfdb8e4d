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
 * <p>These bring a mail to a ticket, the surest first: a Message-ID or a reply address that we signed, which only participants
 * ever got; the Message-ID of an earlier mail of the ticket, from a participant; the number in the subject, from a participant;
 * and without any of these, nearly the same text or the same order number from the customer of a ticket. Numbers, Message-IDs
 * and words alone are no proof: they can be guessed or seen. Neither is an address: who opened a ticket with a proven one goes
 * on with it by no less, except by what we signed.
 */
public final class Matching {
    private final Clues clues;
    private final Known known;
    private final Instant now;
    private final TicketPolicy policy;
    private final List<Reason> notes = new ArrayList<>();
    private final List<Choice.Join> found = new ArrayList<>();

    private Matching(Clues clues, Known known, Instant now, TicketPolicy policy) {
        this.clues = clues;
        this.known = known;
        this.now = now;
        this.policy = policy;
    }

    /** @param policy a ticket that was silent for longer does not go on; the mail opens a new one that names it */
    public static Choice choose(Clues clues, Known known, Instant now, TicketPolicy policy) {
        return new Matching(clues, known, now, policy).choice();
    }

    private Choice choice() {
        byReference();
        byAddress();
        byTag();
        return found.isEmpty() ? byContent(own(), notes).orElseGet(this::withoutTicket) : goesOn(found.getFirst());
    }

    private void byReference() {
        for (Clues.Reference reference : clues.references()) {
            Known.Standing signed = reference.signed().map(known.tickets()::get).orElse(null);
            if (signed != null) {
                found.add(signed(reference.signed().get(), signed, "signed-reference"));
                continue;
            }
            TicketId own = known.byReference().get(reference.id());
            Known.Standing standing = own == null ? null : known.tickets().get(own);
            // A bounce proves nothing but that it has the id of a mail of ours.
            if (standing != null && (suffices(standing) || clues.origin() == Origin.BOUNCE)) {
                found.add(new Choice.Join(own, true, List.of(Reason.of("reference", reference.id()))));
            } else if (standing != null) {
                notes.add(Reason.of("sender-not-proven", own.value()));
            }
        }
    }

    private void byAddress() {
        for (TicketId ticket : clues.addressed()) {
            Known.Standing standing = known.tickets().get(ticket);
            if (standing != null) {
                found.add(signed(ticket, standing, "signed-address"));
            }
        }
    }

    private Choice.Join signed(TicketId ticket, Known.Standing standing, String code) {
        List<Reason> reasons = new ArrayList<>(List.of(Reason.of(code, ticket.value())));
        // A bounce comes from a mailer, never from a participant: that says nothing.
        if (!standing.participant() && clues.origin() != Origin.BOUNCE) {
            reasons.add(Reason.of(Match.Joined.STRANGER));
        }
        return new Choice.Join(ticket, standing.participant(), reasons);
    }

    private void byTag() {
        for (TicketId tag : clues.tags()) {
            Known.Standing standing = known.tickets().get(tag);
            if (standing != null && standing.participant() && suffices(standing)) {
                found.add(new Choice.Join(tag, true, List.of(Reason.of("subject-tag", tag.value()))));
            } else {
                notes.add(Reason.of("subject-tag-refused", tag.value()));
            }
        }
    }

    /** Who opened the ticket gave so much proof; the mail must give no less. */
    private boolean suffices(Known.Standing standing) {
        return clues.proven() || !standing.proven();
    }

    /** A mail that nothing else brings to a ticket, but that says what one says. */
    private Optional<Choice> byContent(List<TicketId> own, List<Reason> so) {
        if (clues.origin() != Origin.CUSTOMER) {
            return Optional.empty();
        }
        return own.stream().filter(this::hasSameText).findFirst().map(ticket -> joined(ticket, so, Reason.of("same-text")))
            .or(() -> own.stream().filter(ticket -> order(ticket).isPresent()).findFirst().map(ticket -> sameOrder(ticket, so)));
    }

    /**
     * The customer's tickets of late, as far as it is the same one who writes. With more proof it may be another, too: a stranger
     * could have opened the ticket in the customer's name, to read and write along.
     */
    private List<TicketId> own() {
        return known.ofCustomer().stream().filter(ticket -> {
            Known.Standing standing = known.tickets().get(ticket);
            return clues.proven() == standing.proven() && (clues.proven() || policy.joinUnproven()) && !silentForLong(standing);
        }).toList();
    }

    private boolean silentForLong(Known.Standing standing) {
        return standing.silentSince().filter(last -> last.plus(policy.reopenWithin()).isBefore(now)).isPresent();
    }

    private boolean hasSameText(TicketId ticket) {
        Known.Standing standing = known.tickets().get(ticket);
        return clues.gist().hasTextOf(standing.gist()) && standing.opened().plus(policy.sameTextWithin()).isAfter(now);
    }

    private Optional<String> order(TicketId ticket) {
        return clues.gist().orderOf(known.tickets().get(ticket).gist());
    }

    /** A closed case is not opened again because its order is named once more; the new one names it. */
    private Choice sameOrder(TicketId ticket, List<Reason> so) {
        Reason order = Reason.of("same-order", order(ticket).orElseThrow());
        if (!known.tickets().get(ticket).done()) {
            return joined(ticket, so, order);
        }
        return new Choice.Open(Optional.of(ticket), with(so, order, Reason.of("ticket-closed", ticket.value())));
    }

    private Choice joined(TicketId ticket, List<Reason> so, Reason reason) {
        // People should know that the address is all that speaks for the sender.
        return new Choice.Join(ticket, true, clues.proven() ? with(so, reason) : with(so, reason, Reason.of("address-not-proven")));
    }

    /** Whether the thread that the mail continues is still about the same. */
    private Choice goesOn(Choice.Join join) {
        Known.Standing standing = known.tickets().get(join.ticket());
        List<Reason> reasons = new ArrayList<>(join.reasons());
        found.stream().filter(other -> !other.ticket().equals(join.ticket())).findFirst()
            .ifPresent(other -> reasons.add(Reason.of("other-ticket", other.ticket().value() + " " + other.reasons().getFirst().code())));
        if (clues.origin().machine()) {
            return new Choice.Join(join.ticket(), join.participant(), reasons);
        }
        // A stranger who shows a signed id gets no link into somebody's ticket but while it is open.
        Optional<TicketId> link = join.participant() ? Optional.of(join.ticket()) : Optional.empty();
        if (clues.gist().namesOtherOrdersThan(standing.gist()) && clues.gist().hasOtherSubjectThan(standing.gist()) && !clues.tags().contains(join.ticket())) {
            reasons.add(Reason.of("new-subject"));
            reasons.add(Reason.of("other-order", clues.gist().orders().getFirst()));
            return byContent(own().stream().filter(ticket -> !ticket.equals(join.ticket())).toList(), reasons).orElseGet(() -> new Choice.Open(link, reasons));
        }
        if (silentForLong(standing)) {
            reasons.add(Reason.of("silent-long-ago", join.ticket().value()));
            return new Choice.Open(link, reasons);
        }
        if (!join.participant() && standing.silentSince().isPresent()) {
            // A stranger cannot start the clock of somebody's ticket, and no mail stays without one.
            reasons.add(Reason.of("ticket-not-open", join.ticket().value()));
            return new Choice.Open(Optional.of(join.ticket()), reasons);
        }
        return new Choice.Join(join.ticket(), join.participant(), reasons);
    }

    private Choice withoutTicket() {
        if (clues.origin().machine()) {
            return new Choice.Apart(with(notes, Reason.of("no-ticket", clues.origin().word())));
        }
        List<Reason> reasons = with(notes, Reason.of("new-ticket"));
        // Whoever wonders why two mails of one customer lie apart finds it here.
        own().stream().findFirst().ifPresent(latest -> reasons.add(Reason.of("other-words-than", latest.value())));
        return new Choice.Open(Optional.empty(), reasons);
    }

    private static List<Reason> with(List<Reason> reasons, Reason... more) {
        List<Reason> all = new ArrayList<>(reasons);
        all.addAll(List.of(more));
        return all;
    }
}
