package postern.imap;

import javax.inject.Inject;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.mailbox.MailboxManager;
import postern.mailbox.Expunged;

/** James' IMAP, as Guice puts it together, what it is told of mailboxes, and whether a first log-in makes the usual folders. */
record ImapParts(ImapDecoder decoder, ImapEncoder encoder, ImapProcessor processor, FirstLogin first, MailboxManager mailboxes, Expunged expunged) {
    @Inject
    ImapParts {
    }

    /** James' commands with ours around those that it gets wrong. */
    ImapProcessor commands() {
        return new Openings(new Resync(processor, expunged), mailboxes);
    }
}
