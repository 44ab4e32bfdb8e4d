package postern.mailets;

import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.Reason;
import postern.triage.Docket;

/** One line of the log for each mail that was decided. Reasons stand there by their codes: details may hold words of the customer. */
final class Decisions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Decisions.class);

    private Decisions() {
    }

    static void log(Docket docket) {
        if (LOGGER.isInfoEnabled()) {
            LOGGER.info("decided mail={} ticket={} topic={} priority={} team={} why={}", docket.envelope().mail(),
                docket.match().map(match -> match.ticket().value()).orElse("-"), docket.classification().map(topic -> topic.topic().id()).orElse("-"),
                docket.urgency().map(urgency -> urgency.priority().name().toLowerCase(Locale.ROOT)).orElse("-"),
                docket.assignment().map(people -> people.team().id()).orElse("-"),
                docket.reasons().stream().map(Reason::code).distinct().collect(Collectors.joining(",")));
        }
    }
}
