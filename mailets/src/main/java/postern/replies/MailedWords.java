package postern.replies;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.mailet.Mail;
import postern.desk.Desk;
import postern.gestures.Telling;
import postern.store.Store;
import postern.triage.Seal;

/** Words to agents as notices; a reply to one finds the ticket by a Message-ID that we signed. */
public final class MailedWords implements Telling {
    private final Outbox outbox;
    private final Seal seal;
    private final Provider<Desk> desk;

    @Inject
    public MailedWords(Outbox outbox, Seal seal, Provider<Desk> desk) {
        this.outbox = outbox;
        this.seal = seal;
        this.desk = desk;
    }

    @Override
    public void tell(Connection connection, Word word) throws SQLException {
        Desk now = desk.get();
        long seed = ByteBuffer.wrap(Store.Bodies.sha256(word.name().getBytes(StandardCharsets.UTF_8))).getLong();
        String about = seal.messageId(word.ticket(), now.hostname(), new SplittableRandom(seed));
        Notices.Subject subject = new Notices.Subject(word.subject(), Optional.of(about), word.replyTo().map(order -> "desk+" + order + "@" + now.domain()));
        outbox.put(connection, word.name(), List.of(word.login()), Notices.compose(word.name(), word.login(), subject, word.text(), now, word.at()), Mail.DEFAULT);
    }
}
