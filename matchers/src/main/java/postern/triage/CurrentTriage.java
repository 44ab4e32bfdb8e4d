package postern.triage;

import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Desk;

/** The triage of the current desk: made anew when a reload gave another desk. Of any number of threads. */
@Singleton
public final class CurrentTriage implements Provider<Triage> {
    private final Provider<Desk> desk;
    private final CustomerGroups customers;
    private volatile Triage current;

    @Inject
    public CurrentTriage(Provider<Desk> desk, CustomerGroups customers) {
        this.desk = desk;
        this.customers = customers;
    }

    @Override
    public Triage get() {
        Desk wanted = desk.get();
        Triage made = current;
        return made != null && made.desk() == wanted ? made : renewed(wanted);
    }

    private synchronized Triage renewed(Desk wanted) {
        if (current == null || current.desk() != wanted) {
            current = new Triage(wanted, customers);
        }
        return current;
    }
}
