package postern.edge;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all policies in their order. One that fails is our trouble, not the peer's. */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final List<Policy> policies;

    Questions(List<Policy> policies) {
        this.policies = List.copyOf(policies);
    }

    Optional<Refusal> mail(Visit visit, String sender) {
        return first(policy -> policy.mail(visit, sender));
    }

    Optional<Refusal> recipient(Visit visit, String sender, String recipient) {
        return first(policy -> policy.recipient(visit, sender, recipient));
    }

    Policy.Opinion content(Visit visit, String sender, List<String> recipients, byte[] content) {
        boolean verified = false;
        StringBuilder trace = new StringBuilder();
        for (Policy policy : policies) {
            Policy.Opinion opinion;
            try {
                opinion = policy.content(visit, sender, recipients, content);
            } catch (RuntimeException e) {
                return Policy.Opinion.refuse(trouble(policy, e));
            }
            if (opinion.refusal().isPresent()) {
                return opinion;
            }
            verified |= opinion.verified();
            trace.append(opinion.trace());
        }
        return new Policy.Opinion(Optional.empty(), verified, trace.toString());
    }

    private Optional<Refusal> first(Function<Policy, Optional<Refusal>> question) {
        for (Policy policy : policies) {
            try {
                Optional<Refusal> refusal = question.apply(policy);
                if (refusal.isPresent()) {
                    return refusal;
                }
            } catch (RuntimeException e) {
                return Optional.of(trouble(policy, e));
            }
        }
        return Optional.empty();
    }

    private static Refusal trouble(Policy policy, RuntimeException cause) {
        LOG.error("{} cannot answer", policy.getClass().getName(), cause);
        return Refusal.LOCAL_TROUBLE;
    }
}
