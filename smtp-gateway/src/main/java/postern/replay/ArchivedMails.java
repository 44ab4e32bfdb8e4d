package postern.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.Envelope;
import postern.archive.What;
import postern.tickets.TicketEvent;

/**
 * The mails that were accepted in a time, out of the archive.
 *
 * @param to not itself in the time
 */
public record ArchivedMails(Archive archive, Instant from, Instant to) implements Mailbag {
    private static final int ROOM_FOR_TRACE = 512;
    private static final Pattern TEAM = Pattern.compile(", team ([^,\\s]+)");

    @Override
    public void each(Consumer<Past> taker, BiConsumer<String, String> unread) {
        try (Stream<Archived> mails = archive.between(from, to, (record, trouble) -> unread.accept("record " + record, trouble.getMessage()))) {
            mails.filter(mail -> mail.direction() == What.ACCEPTED).forEach(mail -> taker.accept(past(mail)));
        }
    }

    static Past past(Archived mail) {
        return new Past(mail.name(), Optional.of(mail.at()), mail.size(), () -> came(mail));
    }

    private static Past.Came came(Archived mail) throws IOException {
        Envelope envelope = mail.envelope();
        ByteArrayOutputStream all = new ByteArrayOutputStream((int) mail.size() + ROOM_FOR_TRACE);
        all.writeBytes(envelope.trace().getBytes(StandardCharsets.UTF_8));
        try (InputStream raw = mail.raw()) {
            raw.transferTo(all);
        }
        List<TicketEvent> events = mail.conversation();
        Optional<String> reasons = events.stream().filter(event -> event.mail().equals(mail.name()) && event.kind()
            .equals("decided"))
            .map(TicketEvent::detail).reduce((first, last) -> last);
        Optional<Instant> answered = events.stream().filter(event -> event.kind().equals("answered") && event.at()
            .isAfter(mail.at()))
            .map(TicketEvent::at).findFirst();
        return new Past.Came(Optional.of(new Past.Way(envelope.sender(), envelope.recipients(), envelope.login())),
            all.toByteArray(),
            new Past.Known(mail.ticket(), reasons, answered, moved(events)));
    }

    /** What people did last, without what was taken back; what the gateway does by itself says nothing of where a mail belongs. */
    static Optional<String> moved(List<TicketEvent> events) {
        Deque<String> teams = new ArrayDeque<>();
        for (TicketEvent event : events) {
            boolean byPeople = !event.detail().startsWith("postern");
            if (byPeople && List.of("moved", "answered").contains(event.kind())) {
                Matcher team = TEAM.matcher(event.detail());
                teams.push(team.find() ? team.group(1) : "");
            } else if (event.kind().equals("undone") && !teams.isEmpty()) {
                teams.pop();
            }
        }
        return teams.stream().filter(team -> !team.isEmpty()).findFirst();
    }
}
