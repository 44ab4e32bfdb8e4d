package postern.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries as people write them. */
class WishReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
        退款                               | 退款
        退款 -已解决                       | all(退款 not(已解决))
        refund OR 退货                     | any(refund 退货)
        a b OR c                           | any(all(a b) c)
        (a OR b) c                         | all(any(a b) c)
        （a OR b）　c                      | all(any(a b) c)
        "late delivery"                    | "late delivery"
        “late delivery”                    | "late delivery"
        from:alice@example.org             | [FROM]alice@example.org
        from：alice                        | [FROM]alice
        subject:"late delivery" x          | all([SUBJECT]"late delivery" x)
        team:returns -agent:bob            | all(TEAM=returns not(AGENT=bob))
        ticket:482-109-3766                | TICKET=482-109-3766
        has:attachment                     | files
        after:2026-11-01 before:2026/12/01 | all(after 2026-11-01 before 2026-12-01)
        JD-2026                            | JD-2026
        https://example.org                | https://example.org
        -(a b)                             | not(all(a b))
        or                                 | or
        ORDER                              | ORDER
        """)
    void isRead(String query, String wish) throws WishMistake {
        assertThat(told(WishReader.read(query))).isEqualTo(wish);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
        (a b       | 0 | ( is not closed
        a b)       | 3 | opened
        "a b       | 0 | quotes
        a OR       | 4 | missing
        OR a       | 0 | missing
        form:alice | 0 | There is no form:
        before:now | 7 | is no day
        has:money  | 4 | attachments
        from:      | 5 | nothing behind
        退款 (     | 4 | missing
        """)
    void mistakesSayWhere(String query, int position, String what) {
        WishMistake mistake = catchThrowableOfType(WishMistake.class, () -> WishReader.read(query));
        assertThat(mistake.position()).isEqualTo(position);
        assertThat(mistake.getMessage()).contains(what.replace("( is", "parenthesis is"));
        assertThat(mistake.hint()).isNotBlank();
        assertThat(mistake.shown(query)).startsWith(query);
    }

    private static String told(Wish wish) {
        return switch (wish) {
            case Wish.Words words -> (words.zones().isEmpty() ? "" : words.zones().toString()) + (words.phrase() ? "\"" + words.text() + "\"" : words.text());
            case Wish.Of of -> of.trait() + "=" + of.value();
            case Wish.WithFiles files -> "files";
            case Wish.Received received -> (received.before() ? "before " : "after ") + received.day();
            case Wish.All all -> "all(" + String.join(" ", all.parts().stream().map(WishReaderTest::told).toList()) + ")";
            case Wish.Any any -> "any(" + String.join(" ", any.parts().stream().map(WishReaderTest::told).toList()) + ")";
            case Wish.Not not -> "not(" + told(not.part()) + ")";
        };
    }
}
