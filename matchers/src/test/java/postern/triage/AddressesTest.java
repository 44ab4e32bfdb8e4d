package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.file.SampleDesk;

class AddressesTest {
    private static final Desk DESK = SampleDesk.read();

    @ParameterizedTest
    @CsvSource({"Wang@Example.COM, wang@example.com", "a@例子.中国, a@xn--fsqu00a.xn--fiqs8s", "a@example.com., a@example.com", "' a@b.cn ', a@b.cn",
        "nobody, nobody"})
    void oneAddressHasOneSpelling(String given, String canonical) {
        assertThat(Addresses.canonical(given)).isEqualTo(canonical);
        assertThat(Addresses.canonical(canonical)).isEqualTo(canonical);
    }

    @Test
    void theDeskAnswersForItsServiceAddressesAndForWhatIsNobodysAtItsDomain() {
        String service = DESK.addresses().keySet().iterator().next();
        String agent = DESK.agents().values().iterator().next().login();
        assertThat(Addresses.forDesk(DESK, service)).isTrue();
        assertThat(Addresses.forDesk(DESK, service.replace("@", "+x@"))).isTrue();
        assertThat(Addresses.forDesk(DESK, "long-gone@" + DESK.domain())).isTrue();
        assertThat(Addresses.forDesk(DESK, agent)).isFalse();
        assertThat(Addresses.forDesk(DESK, "someone@example.com")).isFalse();
    }
}
