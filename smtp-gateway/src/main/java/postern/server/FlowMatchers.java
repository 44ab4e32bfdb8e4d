package postern.server;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.mailet.Matcher;
import org.apache.mailet.MatcherConfig;

/** Makes the matchers of the flow. */
final class FlowMatchers implements MatcherLoader {
    private final FlowParts parts;

    @Inject
    FlowMatchers(FlowParts parts) {
        this.parts = parts;
    }

    @Override
    public Matcher getMatcher(MatcherConfig config) throws MessagingException {
        try {
            Matcher matcher = parts.make(Matcher.class, config.getMatcherName(), FlowParts.MATCHERS);
            matcher.init(config);
            return matcher;
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new MessagingException("mailetcontainer.xml: cannot make matcher " + config.getMatcherName() + ": " + e.getMessage(),
                new Exception(e));
        }
    }
}
