package postern.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the fuzz targets found, by symptom and cause. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FuzzFixesTest {
    /** Symptom: IndexOutOfBounds. Cause: a name line looked at the line above it, and on the first line there is none. */
    @Test
    void a_text_that_begins_with_a_signed_name_is_text() {
        assertThat(Quotes.of("-Ann").text()).isEqualTo("-Ann");
        assertThat(Quotes.of("——张三\n").text()).isEqualTo("——张三");
    }
}
