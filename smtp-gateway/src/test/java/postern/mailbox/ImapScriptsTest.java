package postern.mailbox;

import java.util.Locale;
import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.imapmailbox.ImapTestConstants;
import org.apache.james.mpt.imapmailbox.suite.AuthenticatePlain;
import org.apache.james.mpt.imapmailbox.suite.AuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.Listing;
import org.apache.james.mpt.imapmailbox.suite.ListingWithSharingTest;
import org.apache.james.mpt.imapmailbox.suite.MailboxAnnotation;
import org.apache.james.mpt.imapmailbox.suite.MailboxWithLongNameError;
import org.apache.james.mpt.imapmailbox.suite.NonAuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.ObjectId;
import org.apache.james.mpt.imapmailbox.suite.QuotaTest;
import org.apache.james.mpt.imapmailbox.suite.Rename;
import org.apache.james.mpt.imapmailbox.suite.Security;
import org.apache.james.mpt.imapmailbox.suite.Select;
import org.apache.james.mpt.imapmailbox.suite.base.BasicImapCommands;
import org.apache.james.mpt.script.SimpleScriptedTestProtocol;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import postern.server.Shared;

/**
 * James' IMAP scripts over TCP against the running gateway. Those that cannot pass say why, each at its place; none of them for
 * the store.
 *
 * <p>Left out whole: {@code ACLCommands} and {@code ACLIntegration}, written for Cyrus' name space {@code user.NAME} and its
 * rights, which James' own servers do not run either. {@code Condstore} wants a server in its own process; what it says
 * about the capability is asked below.
 */
@DisplayName("James' IMAP scripts")
class ImapScriptsTest {
    @RegisterExtension
    static final Shared<ImapHost> SHARED = new Shared<>(ImapHost::start);

    @Test
    void condstoreIsOffered() throws Exception {
        SimpleScriptedTestProtocol script = new SimpleScriptedTestProtocol("/org/apache/james/imap/scripts/", SHARED.get().emptied())
            .withUser(ImapTestConstants.USER, ImapTestConstants.PASSWORD).withLocale(Locale.US);
        BasicImapCommands.welcome(script);
        BasicImapCommands.authenticate(script);
        script.run("CondstoreEnable");
    }

    @Nested
    class AuthenticatePlainScripts extends AuthenticatePlain {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class AuthenticatedStateScripts extends AuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class ListingScripts extends Listing {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }

        @Override
        @Test
        @Disabled("XLIST, the forerunner of SPECIAL-USE, fails in James 3.8.1 as Guice binds it; it is not offered")
        public void testXList() {
        }
    }

    @Nested
    class ListingWithSharingScripts extends ListingWithSharingTest {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class MailboxAnnotationScripts extends MailboxAnnotation {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class MailboxWithLongNameErrorScripts extends MailboxWithLongNameError {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class NonAuthenticatedStateScripts extends NonAuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class ObjectIdScripts extends ObjectId {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class QuotaScripts extends QuotaTest {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class RenameScripts extends Rename {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class SecurityScripts extends Security {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }

    @Nested
    class SelectScripts extends Select {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return SHARED.get().emptied();
        }
    }
}
