package postern.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenTest {
    @Test
    void linesAreFoundHoweverTheyAreBrokenAndBeyondTheBoundAsTheyStood() {
        Written written = new Written(100, 64);
        written.add("The teapot arrived broken,\nand the lid is missing.");
        written.add("x".repeat(50));
        written.add("The lamp flickers\nwhen it rains.");
        written.ready();
        assertThat(written.has("brokenandthelid")).isTrue();
        assertThat(written.has("thelampflickers")).isTrue();
        assertThat(written.has("whenitrains")).isTrue();
        assertThat(written.has("lampflick")).as("beyond the bound only whole lines").isFalse();
        assertThat(written.has("missingx")).as("no line is made of two texts").isFalse();
        assertThat(written.isComplete()).isTrue();
    }

    @Test
    void ofATextThatIsTooLongByItselfTheBeginningIsComparedAndTheRestLineByLine() {
        Written written = new Written(100, 64);
        written.add("The teapot arrived broken,\nand the lid is missing.\n" + "It rains.\n".repeat(20) + "The lamp flickers\nwhen it snows.");
        written.ready();
        assertThat(written.has("brokenandthelid")).isTrue();
        assertThat(written.has("thelampflickers")).isTrue();
        assertThat(written.has("flickerswhenit")).isFalse();
        assertThat(written.isComplete()).isTrue();
    }

    @Test
    void aLongLineBeyondTheBoundIsFoundAsItStoodAndSaidToBeIncomplete() {
        Written written = new Written(100, 64);
        String line = "the teapot arrived broken and the lid is missing ".repeat(1000);
        written.add(line);
        written.ready();
        assertThat(written.has(line.replace(" ", ""))).isTrue();
        assertThat(written.has("brokenandthelid")).isFalse();
        assertThat(written.isComplete()).as("who quotes it breaks it anew").isFalse();
    }

    @Test
    void aMachineThatWritesWithoutEndTakesNoMoreMemoryAndIsSaidToBeIncomplete() {
        Written written = new Written(100, 64);
        for (int i = 0; i < 1000; i++) {
            written.add("Report of the pump:\nall is well.\n");
            written.add("Report of the pump, all is well at " + i + " o'clock in every room of the house");
        }
        written.ready();
        assertThat(written.isComplete()).isFalse();
        assertThat(written.has("allisw")).isTrue();
        assertThat(new Written(100, 64).isComplete()).isTrue();
    }
}
