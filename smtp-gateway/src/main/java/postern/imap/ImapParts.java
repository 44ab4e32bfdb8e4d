package postern.imap;

import javax.inject.Inject;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;

/** James' IMAP, as Guice puts it together, and whether a first log-in makes the usual folders. */
record ImapParts(ImapDecoder decoder, ImapEncoder encoder, ImapProcessor processor, FirstLogin first) {
    @Inject
    ImapParts {
    }
}
