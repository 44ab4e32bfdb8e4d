package postern.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of everything the edge says no with. */
class RefusalTest {
    private static final List<Refusal> ALL = Stream.of(Refusal.class.getDeclaredFields())
        .filter(field -> field.getType() == Refusal.class && Modifier.isStatic(field.getModifiers())).map(field -> {
            try {
                return (Refusal) field.get(null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }).toList();

    @Test
    void eachHasAReasonOfItsOwnAndAStandard() {
        assertThat(ALL).hasSizeGreaterThan(40).extracting(Refusal::reason).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z-]+"));
        assertThat(ALL).extracting(Refusal::rfc).allMatch(rfc -> rfc.matches("RFC \\d{4} §\\d+(\\.\\d+)*"));
    }

    @Test
    void eachIsOneLineThatFitsAReply() {
        assertThat(ALL).allSatisfy(refusal -> {
            assertThat(refusal.wire()).matches("[45]\\d\\d [45]\\.\\d\\.\\d+ [ -~]+\r\n").hasSizeLessThanOrEqualTo(512);
            assertThat(refusal.wire().charAt(0)).isEqualTo(refusal.wire().charAt(4));
        });
    }

    @Test
    void goodbyeWithoutQuitIs421ExceptForOctetsThatCannotBeTrusted() {
        assertThat(ALL).filteredOn(refusal -> refusal.code() == 421).allMatch(Refusal::closes);
        assertThat(ALL).filteredOn(refusal -> refusal.closes() && refusal.code() != 421)
            .containsExactlyInAnyOrder(Refusal.BARE_LINE_END, Refusal.CHUNKS);
    }

    @Test
    void aReplyCannotCarryASecondLine() {
        assertThatThrownBy(() -> new Refusal("x", 550, "5.7.1", "a\r\n250 OK", "RFC 5321 §4.2", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Refusal("x", 550, "4.7.1", "a", "RFC 5321 §4.2", false)).isInstanceOf(IllegalArgumentException.class);
    }
}
