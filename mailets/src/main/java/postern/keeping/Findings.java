package postern.keeping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import postern.archive.Envelope;
import postern.desk.TicketId;
import postern.masking.Traces;
import postern.triage.Addresses;

/**
 * What is known of a person when an erasure begins.
 *
 * @param own mails of the person and to the person alone, which go
 * @param tickets of the person that no hold keeps
 * @param others customers whose tickets went on as one of these: what they wrote and got is not the person's
 * @param held tickets under a hold, whose mails stay as they are
 * @param traces by which other people's mail is looked through
 * @param kept by hold, what it keeps, in a line
 * @param doubts what cannot be said for sure, a line each
 */
record Findings(Collection<Long> own, Set<TicketId> tickets, Set<String> others, Set<TicketId> held, Traces traces, Map<Long, String> kept,
                List<String> doubts) {
    /** Whether an archived mail of one of the tickets is between the desk and another customer. */
    boolean isOthers(Envelope envelope) {
        return others.contains(Addresses.canonical(envelope.sender())) || areOthers(others, envelope.recipients());
    }

    static boolean areOthers(Set<String> others, Collection<String> recipients) {
        return !recipients.isEmpty() && recipients.stream().map(Addresses::canonical).allMatch(others::contains);
    }
}
