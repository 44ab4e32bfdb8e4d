package postern.triage.model;

import java.util.Optional;

/** The model of the moment. Thread-safe; asked for each mail, so it answers at once. */
@FunctionalInterface
public interface CurrentModel {
    /** @return the same object until there is another model; empty while there is none that can be used */
    Optional<Model> get();

    /** No model at all: rules decide alone. */
    static CurrentModel none() {
        return Optional::empty;
    }
}
