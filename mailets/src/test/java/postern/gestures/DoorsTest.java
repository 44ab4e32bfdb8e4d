package postern.gestures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;

@DisplayName("Folders that stand for orders, as agents name them")
class DoorsTest {
    private static final Desk DESK = sample();

    private static Desk sample() {
        try {
            return DeskFile.read("conf/desk.yaml", Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))).orThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Order order(String folder) {
        List<Order> orders = Gestures.orders(new Change.Laid(Optional.empty(), Optional.of(folder)), DESK.agents().get("alice"), DESK);
        assertThat(orders).hasSize(1);
        return orders.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Snooze/2小时后", "Snooze/２小时后", "Snooze/２ 小時後", "Act/暂缓 ２小时", "Act/暂缓2小时", "Act/暫緩２小時後", "SNOOZE/in 2 hours"})
    void ofTwoHours(String folder) {
        assertThat(order(folder)).isEqualTo(new Order.Do(new Act.Snooze(Until.read("2h").orElseThrow())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Merge/482-109-3766", "Merge/４８２－１０９－３７６６", "Act/合并 ４８２-１０９-３７６６", "Act/合并482-109-3766", "Act/合併：482-109-3766", "merge/#482-109-3766"})
    void ofATicket(String folder) {
        assertThat(order(folder)).isEqualTo(new Order.Merge(new TicketId("482-109-3766")));
    }

    @ParameterizedTest
    @CsvSource({"Act/转订单, orders", "Act/轉 訂單, orders", "Act/team orders, orders", "Act/ＴＥＡＭ orders, orders"})
    void ofATeam(String folder, String team) {
        assertThat(order(folder)).isEqualTo(new Order.Do(new Act.Assign(team, Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Act/派给dora", "Act/派給 dora", "Act/assign dora", "Act/派给：ｄｏｒａ"})
    void ofAColleague(String folder) {
        assertThat(order(folder)).isEqualTo(new Order.Do(new Act.Give("dora")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Act/升级优先", "Act/提高优先级", "Act/up"})
    void ofMore(String folder) {
        assertThat(order(folder)).isEqualTo(new Order.Do(new Act.Shift(true)));
    }
}
