package postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Priority;
import postern.gestures.Noticing;
import postern.mailbox.Attendant;
import postern.tickets.Ticket;

/** Nothing that agents do is looked at until a test says so: so what comes between a drag and its act is the same each time. */
@DisplayName("Whatever several mail programs do between a drag and its act, no mail is lost or doubled, and each act is done")
class FlowInterleavingTest {
    private static final List<String> FOLDERS = List.of("Returns", "Returns/alice", "Returns/dora", "Returns/Waiting", "Returns/Done", "Returns/Snoozed",
        "Desk/Deleted");
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;
    private Question one;
    private Question two;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
        gateway.gateway().part(Attendant.class).close();
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @BeforeEach
    void ask() throws Exception {
        one = Question.ask(gateway, "between-" + ++number);
        two = Question.ask(gateway, "aside-" + number);
    }

    @AfterEach
    void leave() throws IOException {
        one.close();
        two.close();
    }

    private static void look() {
        gateway.gateway().part(Noticing.class).catchUp();
    }

    private void folder(String agent, String name) throws Exception {
        if (one.program(agent).ok("LIST \"\" \"" + name + "\"").stream().noneMatch(line -> line.startsWith("* LIST"))) {
            one.program(agent).ok("CREATE \"" + name + "\"");
        }
    }

    /** In one of the desk's folders, and once. */
    private void liesOnceIn(String folder) throws Exception {
        for (String each : FOLDERS) {
            assertThat(one.in("alice", each)).as(each).isEqualTo(each.equals(folder) ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"Act/done, DONE", "Kept, OPEN"})
    void theFolderIsDeletedWithTheMailInIt(String name, Ticket.State state) throws Exception {
        folder("alice", name);
        one.act("alice", "Returns", "MOVE # " + name);
        one.program("alice").ok("DELETE " + name);
        look();
        liesOnceIn("Desk/Deleted");
        assertThat(one.now().state()).isEqualTo(state);
    }

    @Test
    void theFolderIsRenamed() throws Exception {
        folder("alice", "Act/urgent");
        one.act("alice", "Returns", "MOVE # Act/urgent");
        one.program("alice").ok("RENAME Act/urgent Act/down");
        look();
        liesOnceIn("Returns");
        assertThat(one.now().priority()).as("what it was called when the mail was laid there").contains(Priority.URGENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE", "COPY"})
    void twoAgentsLayTheSameMailIntoTwoFolders(String way) throws Exception {
        folder("alice", "Act/up");
        folder("dora", "Snooze/2h");
        String uid = one.uids("alice", "Returns");
        assertThat(one.uids("dora", "Returns")).isEqualTo(uid);
        one.program("alice").ok("UID " + way + " " + uid + " Act/up");
        one.program("dora").ok("UID " + way + " " + uid + " Snooze/2h");
        look();
        assertThat(one.now().priority()).contains(Priority.HIGH);
        liesOnceIn(way.equals("MOVE") ? "Returns" : "Returns/Snoozed");
        if (way.equals("COPY")) {
            for (String agent : List.of("alice", "dora")) {
                one.program(agent).ok("UID STORE " + uid + " +FLAGS (\\Deleted)");
                one.program(agent).ok("EXPUNGE");
            }
            look();
            liesOnceIn("Returns/Snoozed");
        }
    }

    /** RFC 9051 §6.4.9: a uid that is not there is ignored. */
    @ParameterizedTest
    @ValueSource(strings = {"STORE # +FLAGS ($Urgent)", "MOVE # Returns", "COPY # Returns", "EXPUNGE #", "FETCH # (FLAGS)"})
    void theOnlyMailOfAFolderWasTakenByAColleague(String command) throws Exception {
        one.order("alice", "assign-dora");
        one.comesTo("Returns/dora", 1);
        String uid = one.uids("dora", "Returns/dora");
        one.act("alice", "Returns/dora", "MOVE # Returns/Done");
        for (int time = 0; time < 2; time++) {
            assertThat(one.program("dora").command("UID " + command.replace("#", uid)).getLast()).contains(" OK ").doesNotContain("COPYUID");
            // The second time the program knows that the folder is empty.
            one.program("dora").ok("NOOP");
        }
        look();
        liesOnceIn("Returns/Done");
        assertThat(one.now().priority()).contains(Priority.NORMAL);
    }

    @Test
    void aCopyIsExpungedDaysAfterItsActWasDone() throws Exception {
        folder("alice", "Merge/" + two.ticket());
        String uid = one.uids("alice", "Returns");
        one.program("alice").ok("UID COPY " + uid + " \"Merge/" + two.ticket() + "\"");
        look();
        one.order("dora", "done");
        one.comesTo("Returns/Done", 1);
        one.program("alice").ok("SELECT Returns");
        one.program("alice").ok("UID STORE " + uid + " +FLAGS (\\Deleted)");
        one.program("alice").ok("EXPUNGE");
        look();
        liesOnceIn("Returns/Done");
        assertThat(two.now().state()).isEqualTo(Ticket.State.DONE);
    }

    @Test
    void aMarkForDeletionIsNoWishOnceTheMailWasCopiedToAnOrder() throws Exception {
        folder("alice", "Act/up");
        String uid = one.uids("alice", "Returns");
        one.program("alice").ok("UID STORE " + uid + " +FLAGS (\\Deleted)");
        one.program("alice").ok("UID COPY " + uid + " Act/up");
        look();
        one.program("alice").ok("EXPUNGE");
        look();
        liesOnceIn("Returns");
        assertThat(one.fetch("alice", "Returns", "FLAGS")).doesNotContain("\\Deleted");
    }

    @Test
    void aKeywordOnAMailThatIsAnotherTicketsByThen() throws Exception {
        String uid = one.uids("alice", "Returns");
        one.program("alice").ok("UID STORE " + uid + " +FLAGS (merge-" + two.ticket() + ")");
        one.uids("dora", "Returns");
        one.program("dora").ok("UID STORE " + uid + " +FLAGS ($Urgent merge-" + two.ticket() + ")");
        look();
        liesOnceIn("Returns");
        assertThat(two.now().priority()).contains(Priority.URGENT);
        assertThat(two.events()).containsOnlyOnce("merged");
    }

    @ParameterizedTest
    @CsvSource({"MOVE # Act/split, The ticket cannot be parted", "STORE # +FLAGS (snooze-2h), The ticket is done"})
    void anOrderOnAMailOfATicketThatIsDoneMeanwhile(String command, String said) throws Exception {
        folder("alice", "Act/split");
        one.uids("alice", "Returns");
        one.order("dora", "done");
        one.comesTo("Returns/Done", 1);
        one.act("alice", "Returns/Done", command);
        look();
        liesOnceIn("Returns/Done");
        assertThat(one.notice("alice").text()).contains(said);
    }
}
