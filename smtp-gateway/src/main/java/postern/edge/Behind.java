package postern.edge;

import java.util.List;

/**
 * What stands behind the edge.
 *
 * @param policies further questions, asked after the edge's own in this order
 */
public record Behind(Intake intake, Recipients recipients, Logins logins, List<Policy> policies) {
    public Behind {
        policies = List.copyOf(policies);
    }
}
