package postern.accounts;

import java.util.List;
import java.util.Map;
import postern.desk.Desk;
import postern.desk.Names;

/** The sample desk under another domain, without addresses and agents. */
final class DeskWithDomain {
    private DeskWithDomain() {
    }

    static Desk of(String domain) {
        Desk sample = SampleDesk.read();
        return new Desk(new Names("公司", "Company"), domain, domain, Map.of(), sample.teams(), Map.of(), sample.topics(),
            sample.calendars(), sample.catchAll(), sample.fallback(), sample.acknowledgements(), sample.edge(), sample.outgoing(),
            sample.listeners(), List.of(), sample.tickets(), sample.orderNumbers(), sample.answers(),
            sample.decideBy(), sample.language(), Map.of(), sample.classifier(), sample.retention(), Map.of());
    }
}
