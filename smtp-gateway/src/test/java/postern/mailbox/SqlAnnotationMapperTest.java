package postern.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxAnnotationKey;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.model.AnnotationMapperTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** James' contract of annotations, against the store. */
class SqlAnnotationMapperTest extends AnnotationMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected AnnotationMapper createAnnotationMapper() {
        return annotationsOf("alice");
    }

    private SqlAnnotationMapper annotationsOf(String user) {
        return new SqlAnnotationMapper(mailbox.store(), Username.of(user));
    }

    /** They used to be common to all who could read the folder. */
    @Test
    void aPrivateAnnotationIsItsUsersOwn() {
        MailboxId folder = generateMailboxId();
        MailboxAnnotation own = MailboxAnnotation.newInstance(new MailboxAnnotationKey("/private/comment"), "mine");
        MailboxAnnotation common = MailboxAnnotation.newInstance(new MailboxAnnotationKey("/shared/comment"), "ours");
        annotationsOf("alice").insertAnnotation(folder, own);
        annotationsOf("alice").insertAnnotation(folder, common);
        annotationsOf("hao").deleteAnnotation(folder, own.getKey());
        assertThat(annotationsOf("hao").getAllAnnotations(folder)).containsExactly(common);
        assertThat(annotationsOf("alice").getAllAnnotations(folder)).containsExactlyInAnyOrder(own, common);
    }

    @Override
    protected MailboxId generateMailboxId() {
        return new SqlMapperProvider(mailbox).generateId();
    }
}
