package postern.mailets;

import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.matchers.Dockets;
import postern.triage.Docket;
import postern.triage.Explanation;

/** Puts into words, for header and keywords, what was decided and why. */
public class Explain extends GenericMailet {
    private final Provider<Desk> desk;

    @Inject
    public Explain(Provider<Desk> desk) {
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Carried.explanation(mail, Explanation.of(docket, desk.get()));
        Decisions.log(docket);
    }
}
