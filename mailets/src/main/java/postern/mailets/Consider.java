package postern.mailets;

import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.matchers.Dockets;
import postern.tickets.Tickets;
import postern.triage.Addresses;
import postern.triage.Docket;
import postern.triage.ReplyPolicy;

/** Decides whether the mail is acknowledged, so that the answer stands in the mail's explanation; nothing leaves yet. */
public class Consider extends GenericMailet {
    private final Tickets tickets;
    private final Provider<Desk> desk;

    @Inject
    public Consider(Tickets tickets, Provider<Desk> desk) {
        this.tickets = tickets;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        boolean known = tickets.answeredBefore(Addresses.canonical(docket.envelope().sender()));
        Dockets.put(mail, docket.with(ReplyPolicy.decide(docket, desk.get(), known)));
    }
}
