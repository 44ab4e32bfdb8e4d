package postern.mailets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.matchers.Dockets;
import postern.triage.Docket;
import postern.triage.Explanation;
import postern.triage.Seal;

/** Puts into words what was decided and why: for header and keywords, in the log, and by the codes of the reasons for meters. */
public class Explain extends GenericMailet {
    private final Provider<Desk> desk;
    private final Seal seal;
    private final MeterRegistry meters;
    /** By code, of which there is a closed list: the registry takes longer to find a meter than to count. */
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    @Inject
    public Explain(Provider<Desk> desk, Seal seal, MeterRegistry meters) {
        this.desk = desk;
        this.seal = seal;
        this.meters = meters;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Carried.explanation(mail, Explanation.of(docket, desk.get(), seal));
        docket.reasons().stream().map(Reason::code).distinct().forEach(code -> counters.computeIfAbsent(code, this::counter).increment());
        Decisions.log(docket);
    }

    private Counter counter(String code) {
        return meters.counter("postern.reasons", "reason", code);
    }
}
