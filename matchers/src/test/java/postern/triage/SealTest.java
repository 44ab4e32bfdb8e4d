package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import postern.desk.TicketId;

class SealTest {
    private static final Seal SEAL = new Seal("a key of a home, long enough".getBytes(StandardCharsets.UTF_8));
    private final SecureRandom random = new SecureRandom();

    @Property(tries = 200)
    void anIdThatWeSignedBringsItsTicketBack(@ForAll @IntRange(min = 0, max = 10_000) int ignored) {
        TicketId ticket = TicketId.random(random);
        assertThat(SEAL.open(SEAL.messageId(ticket, "desk.example.cn", random))).contains(ticket);
    }

    @Test
    void twoMailsOfOneTicketHaveTwoIds() {
        TicketId ticket = TicketId.random(random);
        assertThat(SEAL.messageId(ticket, "h", random)).isNotEqualTo(SEAL.messageId(ticket, "h", random));
    }

    @Test
    void anAddressForNotesIsNoReplyAddressAndTheOtherWayRound() {
        TicketId ticket = TicketId.random(random);
        String note = SEAL.noteAddress(ticket, "service@shop.example");
        assertThat(SEAL.openNote(note)).contains(ticket);
        assertThat(SEAL.openAddress(note.replace("+n-", "+t-"))).isEmpty();
        assertThat(SEAL.openNote(SEAL.address(ticket, "service@shop.example").replace("+t-", "+n-"))).isEmpty();
        assertThat(SEAL.openNote(note.replace(ticket.value().replace("-", ""), TicketId.random(random).value().replace("-", "")))).isEmpty();
    }

    @Test
    void anIdSignedWithAnotherKeyIsNobodys() {
        Seal other = new Seal("a key of another home, as long".getBytes(StandardCharsets.UTF_8));
        assertThat(SEAL.open(other.messageId(TicketId.random(random), "desk.example.cn", random))).isEmpty();
    }

    @Test
    void theNumberInASignedIdCannotBeExchanged() {
        TicketId mine = TicketId.random(random);
        TicketId others = TicketId.random(random);
        String forged = SEAL.messageId(mine, "h.example", random).replace(mine.value().replace("-", ""), others.value().replace("-", ""));
        assertThat(SEAL.open(forged)).isEmpty();
    }

    @Property(tries = 300)
    void noChangeOfOneCharacterBeforeTheHostIsOverlooked(@ForAll @IntRange(min = 1, max = 59) int at, @ForAll char other) {
        String id = SEAL.messageId(TicketId.random(random), "h.example", random);
        String changed = id.substring(0, at) + other + id.substring(at + 1);
        if (!changed.equals(id)) {
            assertThat(SEAL.open(changed)).isEmpty();
        }
    }

    @Property(tries = 500)
    void anyTextIsReadWithoutAnException(@ForAll @StringLength(max = 200) String text) {
        assertThat(SEAL.open(text)).isEmpty();
        assertThat(SEAL.open("<postern." + text + "@h>")).isEmpty();
    }

    @Property(tries = 200)
    void aReplyAddressBringsItsTicketBackAndNoChangeOfItIsOverlooked(@ForAll @IntRange(min = 10, max = 36) int at, @ForAll char other) {
        TicketId ticket = TicketId.random(random);
        String address = SEAL.address(ticket, "service@shop.example");
        assertThat(address).hasSizeLessThanOrEqualTo(64).endsWith("@shop.example");
        assertThat(SEAL.openAddress(address.toUpperCase(java.util.Locale.ROOT))).contains(ticket);
        String changed = address.substring(0, at) + other + address.substring(at + 1);
        if (!changed.equalsIgnoreCase(address)) {
            assertThat(SEAL.openAddress(changed)).isEmpty();
        }
    }

    @Test
    void aReplyAddressIsNoHelpForForgingAMessageId() {
        String address = SEAL.address(TicketId.random(random), "a@h");
        String mac = address.substring(address.lastIndexOf('-') + 1, address.indexOf('@'));
        assertThat(SEAL.open("<postern." + address.substring(4, 14) + ".aaaaaaaaaaaaa." + mac + "aaaaaaaaaa@h>")).isEmpty();
        assertThat(SEAL.openAddress("service+t-@h")).isEmpty();
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new Seal(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }
}
