package postern.mailbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.protocol.FileProtocolSessionBuilder;
import org.apache.james.mpt.protocol.ProtocolSession;
import org.apache.james.mpt.script.SimpleScriptedTestProtocol;

/** A script of James that waits for indexes which come later, without its waits: ours knows at once what the store knows. */
final class ScriptWithoutWaits extends SimpleScriptedTestProtocol {
    static final String SCRIPTS = "/org/apache/james/imap/scripts/";

    ScriptWithoutWaits(ImapHostSystem host) throws Exception {
        super(SCRIPTS, host);
    }

    @Override
    public void addTestFile(String fileName, ProtocolSession session) throws Exception {
        try (InputStream file = SimpleScriptedTestProtocol.class.getResourceAsStream(SCRIPTS + fileName)) {
            String script = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1).replaceAll("(?m)^WAIT \\d+", "# no wait");
            new FileProtocolSessionBuilder().addProtocolLinesFromStream(new ByteArrayInputStream(script.getBytes(StandardCharsets.ISO_8859_1)), session, fileName);
        }
    }
}
