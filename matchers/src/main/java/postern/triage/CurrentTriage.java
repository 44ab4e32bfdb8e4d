package postern.triage;

import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Desk;
import postern.triage.model.CurrentModel;
import postern.triage.model.Model;

/** The triage of the current desk and model: made anew when there is another of them. Of any number of threads. */
@Singleton
public final class CurrentTriage implements Provider<Triage> {
    private final Provider<Desk> desk;
    private final CustomerGroups customers;
    private final CurrentModel model;
    private volatile Made current;

    private record Made(Triage triage, Optional<Model> model) {
        boolean of(Desk desk, Optional<Model> wanted) {
            return triage.desk() == desk && model.orElse(null) == wanted.orElse(null);
        }
    }

    @Inject
    public CurrentTriage(Provider<Desk> desk, CustomerGroups customers, CurrentModel model) {
        this.desk = desk;
        this.customers = customers;
        this.model = model;
    }

    /** Rules alone. */
    public CurrentTriage(Provider<Desk> desk, CustomerGroups customers) {
        this(desk, customers, CurrentModel.none());
    }

    @Override
    public Triage get() {
        Desk wanted = desk.get();
        Optional<Model> learned = model.get();
        Made made = current;
        return made != null && made.of(wanted, learned) ? made.triage() : renewed(wanted, learned);
    }

    private synchronized Triage renewed(Desk wanted, Optional<Model> learned) {
        if (current == null || !current.of(wanted, learned)) {
            Triage rules = current != null && current.triage().desk() == wanted ? current.triage() : new Triage(wanted, customers);
            current = new Made(rules.with(learned), learned);
        }
        return current.triage();
    }
}
