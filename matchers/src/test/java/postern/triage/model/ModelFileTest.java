package postern.triage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelFileTest {
    private static final Model MODEL = Training.of(Chatter.mails(20, 0, 1), 0.9);

    @Test
    void aModelReadAgainJudgesAsBefore() throws ModelFile.Damaged {
        byte[] octets = ModelFile.written(MODEL);
        Model again = ModelFile.read(octets);
        assertThat(again.findings()).isEqualTo(MODEL.findings());
        for (Example mail : Chatter.mails(20, 0, 2)) {
            assertThat(again.guess(mail.wording())).isEqualTo(MODEL.guess(mail.wording()));
        }
        assertThat(ModelFile.written(again)).isEqualTo(octets);
    }

    @Test
    void whatIsNotAWholeModelIsRefused() {
        byte[] octets = ModelFile.written(MODEL);
        for (int length : new int[] {0, 1, 100, octets.length / 2, octets.length - 1}) {
            assertThatThrownBy(() -> ModelFile.read(Arrays.copyOf(octets, length))).isInstanceOf(ModelFile.Damaged.class);
        }
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] changed = octets.clone();
            // The ten octets of the gzip header hold nothing that matters.
            changed[10 + random.nextInt(octets.length - 10)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> ModelFile.read(changed)).isInstanceOf(ModelFile.Damaged.class);
        }
    }
}
