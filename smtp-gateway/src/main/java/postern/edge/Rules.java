package postern.edge;

import java.util.function.Supplier;
import postern.desk.EdgePolicy;

/** Limits that the desk sets, asked anew each time, and those that it does not. */
public record Rules(Supplier<EdgePolicy> limits, Manners manners) {
}
