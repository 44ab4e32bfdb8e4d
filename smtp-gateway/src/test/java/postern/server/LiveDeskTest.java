package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The desk of the moment")
class LiveDeskTest {
    @TempDir
    private Path conf;

    @BeforeEach
    void sample() throws Exception {
        Files.copy(Path.of("../conf/desk.yaml"), conf.resolve("desk.yaml"));
    }

    private void change(String from, String to) throws Exception {
        String text = Files.readString(conf.resolve("desk.yaml"));
        assertThat(text).contains(from);
        Files.writeString(conf.resolve("desk.yaml"), text.replace(from, to));
    }

    @Test
    void aChangedFileTakesItsPlace() throws Exception {
        LiveDesk desk = LiveDesk.open(conf);
        List<String> told = new ArrayList<>();
        desk.onChange(fresh -> told.add(fresh.company().en()));
        change("Qinghe Shop }", "Lotus Shop }");
        assertThat(desk.reload()).isTrue();
        assertThat(desk.get().company().en()).isEqualTo("Lotus Shop");
        assertThat(told).containsExactly("Lotus Shop");
    }

    @Test
    void aWrongFileNeverReplacesARightOne() throws Exception {
        LiveDesk desk = LiveDesk.open(conf);
        var before = desk.get();
        change("agents:", "agentz:");
        assertThat(desk.reload()).isFalse();
        assertThat(desk.get()).isSameAs(before);
    }

    @Test
    void aWrongFileNeverStarts() throws Exception {
        change("agents:", "agentz:");
        assertThatThrownBy(() -> LiveDesk.open(conf)).isInstanceOf(WrongDesk.class).hasMessageContaining("desk.yaml:");
        assertThatThrownBy(() -> LiveDesk.open(conf.resolve("nowhere"))).isInstanceOf(WrongDesk.class).hasMessageContaining("--conf");
    }

    @Test
    void theFlowThatComesWithItIsRight() throws Exception {
        FlowFile.check(Path.of("../conf"));
    }

    @Test
    void aFlowWithUnknownPartsIsWrong() throws Exception {
        Files.writeString(conf.resolve("mailetcontainer.xml"), """
            <mailetcontainer><processors><processor state="root"><mailet match="NoSuch" class="NorThis"/></processor></processors></mailetcontainer>
            """);
        assertThatThrownBy(() -> FlowFile.check(conf)).isInstanceOf(WrongDesk.class).hasMessageContaining("NorThis")
            .hasMessageContaining("NoSuch").hasMessageContaining("'error'");
    }
}
