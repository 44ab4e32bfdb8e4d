package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import postern.search.IndexHome;
import reactor.core.publisher.Flux;

/** Nobody finds what they may not read, whatever folders they name. */
class SearchRightsTest {
    private static final SearchQuery SECRET = SearchQuery.of(SearchQuery.mailContains("退款密码"));
    private static final byte[] MAIL = "Subject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n退款密码 secret\r\n".getBytes(StandardCharsets.UTF_8);

    private final TestDesk desk = new TestDesk();
    private final MailboxSession owner = desk.get(Mailboxes.class).createSystemSession(desk.account());
    private MessageId mail;
    private MailboxId folder;

    @BeforeEach
    void fill() throws Exception {
        desk.get(IndexHome.class).start();
        MessageManager technical = desk.get(Mailboxes.class).getMailbox(MailboxPath.forUser(desk.account(), "Technical"), owner);
        mail = technical.appendMessage(AppendCommand.builder().build(MAIL), owner).getId().getMessageId();
        folder = technical.getId();
    }

    @AfterEach
    void close() {
        desk.get(IndexHome.class).close();
        desk.close();
    }

    private List<MessageId> found(String agent) throws Exception {
        return Flux.from(desk.get(MessageSearchIndex.class).search(desk.session(agent), List.of(folder), SECRET, 10)).collectList().block();
    }

    @Test
    void theRightToReadIsAskedAtEachSearch() throws Exception {
        desk.grant("Technical", "alice", "lrs");
        assertThat(found("alice")).containsExactly(mail);
        desk.grant("Technical", "alice", "l");
        assertThat(found("alice")).isEmpty();
        assertThatThrownBy(() -> Flux.from(desk.open("alice", "Technical").search(SECRET, desk.session("alice"))).collectList().block())
            .hasMessageContaining("right 'r'");
    }
}
