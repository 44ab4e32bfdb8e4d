package postern.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketIdTest {

    @Property
    void everySingleWrongDigitIsFound(@ForAll long seed, @ForAll @IntRange(max = 9) int place, @ForAll @IntRange(min = 1, max = 9) int shift) {
        char[] digits = TicketId.random(new Random(seed)).value().replace("-", "").toCharArray();
        digits[place] = (char) ('0' + (digits[place] - '0' + shift) % 10);
        assertThatThrownBy(() -> TicketId.ofDigits(new String(digits))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void everySwapOfNeighboursIsFound(@ForAll long seed, @ForAll @IntRange(max = 8) int place) {
        String right = TicketId.random(new Random(seed)).value().replace("-", "");
        char[] digits = right.toCharArray();
        digits[place] = right.charAt(place + 1);
        digits[place + 1] = right.charAt(place);
        if (!new String(digits).equals(right)) {
            assertThatThrownBy(() -> TicketId.ofDigits(new String(digits))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void numbersAreDrawnFromTheWholeRange() {
        // Of real dice, one throw in 450 has two equal numbers.
        Random random = new Random(20261122);
        List<String> drawn = java.util.stream.Stream.generate(() -> TicketId.random(random).value()).limit(2_000).toList();
        assertThat(drawn).doesNotHaveDuplicates().allMatch(value -> value.matches("[1-9]\\d\\d-\\d{3}-\\d{4}"));
        assertThat(drawn.stream().map(value -> value.charAt(0)).distinct()).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"482-109-3766", "[#482-109-3766]", "Re: 退款 [#482-109-3766] 还没到", "4821093766", "482 109 3766", "482 109-3766",
        "４８２－１０９－３７６６", "工单号：４８２１０９３７６６。", "ticket 482–109–3766, please", "482 - 109 - 3766", "482.109.3766", "482\u00a0109\u00a03766",
        "订单 20261121 482-109-3766", "#482-109-3766#482-109-3766", "٤٨٢-١٠٩-٣٧٦٦", "3 482-109-3766", "ticket-482-109-3766", "482\u30001093766"})
    void numbersAreFoundAsPeopleWriteThem(String text) {
        assertThat(TicketId.find(text)).containsExactly(new TicketId("482-109-3766"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "482-109-3765", "482-109-376", "0482-109-3766", "14821093766", "48210937661", "86-482-109-3766", "482-109-3766-1",
        "48-210-93766", "482--109-3766", "482\n109\n3766", "no number here", "4", "482-", "48210937\uD835"})
    void otherNumbersAreNotTicketNumbers(String text) {
        assertThat(TicketId.find(text)).isEmpty();
    }

    @Test
    void severalNumbersComeInOrderWithoutDoubles() {
        List<TicketId> ids = new Random(7).ints(3).mapToObj(seed -> TicketId.random(new Random(seed))).toList();
        String text = ids.get(0) + "，" + ids.get(1).value().replace("-", "") + "/" + ids.get(2) + " " + ids.get(0);
        assertThat(TicketId.find(text)).containsExactlyElementsOf(ids);
    }

    @ParameterizedTest
    @CsvSource({"482-109-3765", "082-109-3760", "4821093766", "482-109-37660", "''"})
    void aWrongNumberIsNotATicket(String value) {
        assertThatThrownBy(() -> new TicketId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKeywordIsReadBackWhateverTheClientDoesToItsCase() {
        TicketId id = new TicketId("482-109-3766");
        assertThat(id.keyword()).isEqualTo("ticket-482-109-3766").matches("[a-z0-9-]+");
        assertThat(TicketId.ofKeyword("Ticket-482-109-3766")).contains(id);
        assertThat(Arrays.asList("ticket-482-109-3765", "ticket-4821093766", "$Forwarded", "ticket-")).allMatch(keyword -> TicketId.ofKeyword(keyword).isEmpty());
    }
}
