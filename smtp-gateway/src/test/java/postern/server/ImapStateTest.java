package postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What James' IMAP gets wrong about the state of a folder and of a connection. */
@DisplayName("An IMAP client")
class ImapStateTest {
    private static final String MAIL = "From: a@b.example\r\nSubject: note\r\n\r\nhello\r\n";

    @RegisterExtension
    static final Shared<TestGateway> GATEWAY = Shared.gateway();

    private static String last(ImapDialogue imap, String command) throws IOException {
        return imap.command(command).getLast();
    }

    private static void fill(ImapDialogue imap, String folder, int mails) throws IOException {
        imap.ok("CREATE " + folder);
        for (int i = 0; i < mails; i++) {
            imap.append(folder, MAIL);
        }
    }

    @Test
    @DisplayName("changes nothing in a folder that it opened by EXAMINE")
    void readOnly() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("alice")) {
            fill(imap, "ro", 2);
            imap.ok("SELECT ro");
            imap.ok("STORE 1 +FLAGS (\\Deleted)");
            imap.ok("EXAMINE ro");
            for (String change : List.of("STORE 2 +FLAGS (\\Flagged)", "EXPUNGE", "UID EXPUNGE 1", "MOVE 2 INBOX")) {
                assertThat(last(imap, change)).as(change).contains(" NO [READ-ONLY] ");
            }
            assertThat(String.join("\n", imap.ok("FETCH 2 (BODY[] FLAGS)"))).contains("hello").doesNotContain("\\Seen");
            imap.ok("COPY 2 INBOX");
            imap.ok("CLOSE");
            assertThat(last(imap, "FETCH 1 FLAGS")).doesNotContain(" OK ");
            assertThat(imap.count("ro")).isEqualTo(2);
            imap.ok("SELECT ro");
            assertThat(String.join("\n", imap.ok("FETCH 2 (FLAGS)"))).doesNotContain("\\Seen", "\\Flagged");
            imap.ok("CLOSE");
            assertThat(imap.count("ro")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("is told that it may not read a folder, and keeps the one that is open")
    void mayNotRead() throws Exception {
        try (ImapDialogue alice = GATEWAY.get().agent("alice"); ImapDialogue bob = GATEWAY.get().agent("bob")) {
            String technical = GATEWAY.get().gateway().desk().teams().values().stream().filter(team -> !team.members().contains("alice")).findFirst().orElseThrow().folder();
            MailboxManager mailboxes = GATEWAY.get().gateway().part(MailboxManager.class);
            MailboxSession desk = mailboxes.createSystemSession(Username.of("desk@shop.example"));
            mailboxes.applyRightsCommand(MailboxPath.forUser(desk.getUser(), technical + "/Waiting"), MailboxACL.command().forUser(Username.of("alice@shop.example"))
                .rights(Right.Lookup).asAddition(), desk);
            assertThat(last(alice, "SELECT \"" + technical + "/Waiting\"")).contains(" NO ").contains("may not read");
            assertThat(last(alice, "EXAMINE nowhere")).contains(" NO ").doesNotContain("may not read");
            assertThat(bob.ok("SELECT INBOX")).isNotEmpty();
        }
    }

    @Test
    @DisplayName("that comes back learns of uids behind the last message that were expunged, and of flags")
    void vanished() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("chen")) {
            fill(imap, "gone", 4);
            imap.ok("ENABLE QRESYNC");
            String known = known(imap, "gone");
            imap.ok("UID STORE 2 +FLAGS (\\Flagged)");
            imap.ok("UID STORE 3:4 +FLAGS (\\Deleted)");
            imap.ok("EXPUNGE");
            imap.ok("UNSELECT");
            String news = String.join("\n", imap.ok("SELECT gone (QRESYNC (" + known + "))"));
            assertThat(news).contains("* VANISHED (EARLIER) 3:4").containsPattern("FETCH \\(.*UID 2.*\\)").contains("\\Flagged").doesNotContain("UID 1 ");
            String modseq = known.split(" ")[1];
            assertThat(String.join("\n", imap.ok("UID FETCH 1:3 (FLAGS) (CHANGEDSINCE " + modseq + " VANISHED)"))).contains("* VANISHED (EARLIER) 3\n");
            String later = known(imap, "gone");
            assertThat(String.join("\n", imap.ok("SELECT gone (QRESYNC (" + later + "))"))).doesNotContain("VANISHED", "FETCH");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:4294967295", "4294967295", "1:*", "1:2,1:3,2:4294967295,5:9"})
    @DisplayName("that names all possible uids costs no more than there are messages")
    void allUids(String uids) throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("dora")) {
            imap.ok("ENABLE QRESYNC");
            String folder = "wide" + Math.abs(uids.hashCode());
            fill(imap, folder, 1);
            String known = known(imap, folder);
            imap.ok("STORE 1 +FLAGS (\\Deleted)");
            imap.ok("EXPUNGE");
            assertThat(String.join("\n", imap.ok("UID FETCH " + uids + " (FLAGS) (CHANGEDSINCE " + known.split(" ")[1] + " VANISHED)")))
                .matches(uids.startsWith("1:") ? "(?s).*VANISHED \\(EARLIER\\) 1\\b.*" : "");
            imap.ok("UID FETCH " + uids + " (FLAGS)");
            imap.ok("UNSELECT");
            if (!uids.contains("*")) {
                imap.ok("SELECT " + folder + " (QRESYNC (" + known + " " + uids + "))");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UID FETCH 1:4294967295 (FLAGS)", "UID STORE 1:4294967295 +FLAGS (\\Flagged)", "UID COPY 1:4294967295 INBOX",
        "UID SEARCH UID 1:4294967295", "SEARCH 1:4294967295", "UID SEARCH NOT UID 2:4294967295", "UID EXPUNGE 1:4294967295", "FETCH 1:* (FLAGS)",
        "UID MOVE 1:4294967295 INBOX"})
    @DisplayName("that names all possible messages in any command is answered, in an empty folder, too")
    void allMessages(String command) throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("grace")) {
            String folder = "all" + Math.abs(command.hashCode());
            imap.append("INBOX", MAIL);
            imap.ok("CREATE " + folder);
            imap.ok("SELECT " + folder);
            assertThat(last(imap, command)).matches("t\\d+ (OK|BAD|NO) .*");
            imap.append(folder, MAIL);
            imap.ok("NOOP");
            assertThat(last(imap, command)).matches("t\\d+ (OK|BAD|NO) .*");
            assertThat(last(imap, "NOOP")).contains(" OK ");
        }
    }

    @Test
    @DisplayName("is not told within a STORE that a mail is gone, where programs do not look for it, but with what comes next")
    void goneWhileStoring() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("ivy"); ImapDialogue other = GATEWAY.get().agent("ivy")) {
            fill(imap, "storing", 2);
            imap.ok("SELECT storing");
            other.ok("SELECT storing");
            other.ok("UID STORE 2 +FLAGS (\\Deleted)");
            other.ok("EXPUNGE");
            assertThat(String.join("\n", imap.ok("UID STORE 1 +FLAGS (\\Flagged)"))).contains("FETCH").doesNotContain("EXPUNGE");
            assertThat(String.join("\n", imap.ok("NOOP"))).contains("* 2 EXPUNGE");
        }
    }

    @Test
    @DisplayName("gets mails in the order that it asks for, of those that it looks for")
    void sort() throws Exception {
        try (ImapDialogue imap = GATEWAY.get().agent("ivy")) {
            imap.ok("CREATE sorted");
            imap.append("sorted", "From: b@x.example\r\nDate: Sun, 1 Nov 2026 10:00:00 +0000\r\nSubject: Re: kettle\r\n\r\n" + "x".repeat(500) + "\r\n");
            imap.append("sorted", "From: c@x.example\r\nDate: Mon, 2 Nov 2026 23:00:00 +0800\r\nSubject: =?utf-8?B?5Y+R56Wo?=\r\n\r\nhello\r\n");
            imap.append("sorted", "From: a@x.example\r\nDate: Mon, 2 Nov 2026 10:00:00 -0700\r\nSubject: kettle\r\n\r\nhello\r\n");
            assertThat(String.join(" ", imap.ok("CAPABILITY"))).contains(" SORT");
            imap.ok("SELECT sorted");
            assertThat(imap.ok("SORT (REVERSE DATE) UTF-8 ALL")).contains("* SORT 3 2 1");
            assertThat(imap.ok("UID SORT (SUBJECT REVERSE FROM) US-ASCII TEXT kettle")).contains("* SORT 1 3");
            assertThat(imap.ok("SORT (SIZE) UTF-8 FROM x.example NOT SUBJECT Re")).contains("* SORT 3 2");
            assertThat(imap.ok("SORT (ARRIVAL) UTF-8 SUBJECT nowhere")).contains("* SORT");
            for (String wrong : List.of("SORT DATE UTF-8 ALL", "SORT () UTF-8 ALL", "SORT (REVERSE) UTF-8 ALL", "SORT (COLOUR) UTF-8 ALL", "SORT (DATE) NO-SUCH ALL",
                "SORT (DATE) UTF-8", "SORT (" + "DATE ".repeat(30) + ") UTF-8 ALL")) {
                assertThat(last(imap, wrong)).as(wrong).containsPattern(" (BAD|NO) ");
            }
            assertThat(imap.ok("SORT (DATE) UTF-8 1:2")).contains("* SORT 1 2");
        }
    }

    private static String known(ImapDialogue imap, String folder) throws IOException {
        List<String> opened = imap.ok("SELECT " + folder);
        return opened.stream().filter(line -> line.contains("UIDVALIDITY")).findFirst().orElseThrow().replaceAll("\\D", "") + " "
            + opened.stream().filter(line -> line.contains("HIGHESTMODSEQ")).findFirst().orElseThrow().replaceAll("\\D", "");
    }

    @Test
    @DisplayName("may send its password without waiting for the server's leave")
    void pipelinedLogIn() throws Exception {
        GATEWAY.get().agent("feng").close();
        String login = GATEWAY.get().gateway().desk().agents().get("feng").login();
        String response = Base64.getEncoder().encodeToString(("\0" + login + "\0" + TestGateway.PASSWORD).getBytes(StandardCharsets.UTF_8));
        // Which octets come first is a matter of luck.
        for (int time = 0; time < 40; time++) {
            try (ImapDialogue imap = ImapDialogue.connect(GATEWAY.get().ports().imaps())) {
                imap.raw("a AUTHENTICATE PLAIN\r\n");
                imap.raw(response + "\r\nb NOOP\r\n");
                assertThat(imap.line()).startsWith("+");
                assertThat(imap.line()).startsWith("a OK");
                assertThat(imap.line()).startsWith("b OK");
            }
        }
    }

    @Test
    @DisplayName("writes what is shared about a folder only with the right to write it")
    void metadata() throws Exception {
        try (ImapDialogue alice = GATEWAY.get().agent("alice")) {
            alice.ok("SETMETADATA Returns (/shared/comment \"ours\")");
            readOnlyForAlice("Returns");
            assertThat(last(alice, "SETMETADATA Returns (/shared/comment \"theirs\")")).contains(" NO ");
            alice.ok("SETMETADATA Returns (/private/comment \"for me\")");
            assertThat(String.join("\n", alice.ok("GETMETADATA Returns /shared/comment"))).contains("ours");
        }
    }

    private static void readOnlyForAlice(String folder) throws Exception {
        MailboxManager mailboxes = GATEWAY.get().gateway().part(MailboxManager.class);
        Username owner = Username.of("desk@" + GATEWAY.get().gateway().desk().domain());
        mailboxes.applyRightsCommand(MailboxPath.forUser(owner, folder), MailboxACL.command()
            .forUser(Username.of(GATEWAY.get().gateway().desk().agents().get("alice").login())).rights(MailboxACL.Rfc4314Rights.deserialize("lr")).asReplacement(),
            mailboxes.createSystemSession(owner));
    }
}
