package postern.mailets;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Provider;
import postern.desk.Agent;
import postern.desk.Department;
import postern.desk.Desk;
import postern.desk.ServiceAddress;
import postern.desk.TicketId;
import postern.gestures.Conversations;
import postern.letter.Letter;
import postern.replies.Inquiry;
import postern.replies.Originals;
import postern.replies.Outbox;
import postern.store.Store;
import postern.triage.Addresses;
import postern.triage.Docket;
import postern.triage.Seal;

/** Asks another department for an agent. The way back leads to the ticket's colleagues and never to the customer. */
final class Asking {
    private static final String DELIVER = "deliver";

    private final Store store;
    private final Outbox outbox;
    private final Originals originals;
    private final Conversations conversations;
    private final Seal seal;
    private final Provider<Desk> desk;

    @Inject
    Asking(Store store, Outbox outbox, Originals originals, Conversations conversations, Seal seal, Provider<Desk> desk) {
        this.store = store;
        this.outbox = outbox;
        this.originals = originals;
        this.conversations = conversations;
        this.seal = seal;
        this.desk = desk;
    }

    /** Asking again for the same mail changes nothing. */
    void ask(Docket docket, TicketId ticket, Department department, Agent agent) {
        Desk now = desk.get();
        Letter letter = docket.letter().orElseThrow();
        String service = conversations.deliveredTo(ticket).flatMap(address -> Addresses.served(now, address)).map(ServiceAddress::address)
            .orElseGet(() -> now.addresses().keySet().iterator().next());
        String name = docket.envelope().mail() + "-ask-" + department.id();
        Optional<byte[]> original = originals.original(ticket, letter.references());
        byte[] inquiry = new Inquiry(name, ticket, department, agent, seal.noteAddress(ticket, service)).compose(letter.bareSubject(), words(letter.text()), original,
            now, docket.envelope().receivedAt());
        store.writeAndWait(connection -> {
            outbox.put(connection, name, List.of(department.address()), inquiry, DELIVER);
            return null;
        });
    }

    /** The agent's words without the order on the first line. */
    private static String words(String text) {
        String stripped = text.strip();
        return stripped.startsWith("#") || stripped.startsWith("＃") ? stripped.lines().skip(1).collect(Collectors.joining("\n")) : stripped;
    }
}
