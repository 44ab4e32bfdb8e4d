package postern.mailbox;

import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.store.SessionProviderImpl;

/** James' sessions with the tree's hierarchy delimiter: James itself knows only the dot, which names of people contain. */
@Singleton
public final class Sessions implements SessionProvider {
    private final SessionProvider james;
    private final char delimiter;

    @Inject
    public Sessions(Authenticator authenticator, Authorizator authorizator, TeamTree tree) {
        this.james = new SessionProviderImpl(authenticator, authorizator);
        this.delimiter = tree.delimiter();
    }

    private MailboxSession with(MailboxSession session) {
        return new MailboxSession(session.getSessionId(), session.getUser(), session.getLoggedInUser(),
            session.getLocalePreferences(), delimiter, session.getType());
    }

    @Override
    public MailboxSession createSystemSession(Username userName) {
        return with(james.createSystemSession(userName));
    }

    @Override
    public AuthorizationStep authenticate(Username givenUserid, String passwd) {
        return step(james.authenticate(givenUserid, passwd));
    }

    @Override
    public AuthorizationStep authenticate(Username givenUserid) {
        return step(james.authenticate(givenUserid));
    }

    private AuthorizationStep step(AuthorizationStep james) {
        return new AuthorizationStep() {
            @Override
            public MailboxSession as(Username other) throws MailboxException {
                return with(james.as(other));
            }

            @Override
            public MailboxSession withoutDelegation() throws MailboxException {
                return with(james.withoutDelegation());
            }

            @Override
            public MailboxSession forMatchingUser(Predicate<Username> other) throws MailboxException {
                return with(james.forMatchingUser(other));
            }
        };
    }
}
