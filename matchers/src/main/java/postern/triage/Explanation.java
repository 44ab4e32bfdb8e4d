package postern.triage;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.letter.Origin;

/**
 * What a docket says to people: header lines on top of the mail, and IMAP keywords.
 *
 * @param header lines ended by CR LF, ASCII
 * @param keywords RFC 9051 §2.3.2 atoms: ASCII without blanks
 */
public record Explanation(String header, List<String> keywords) {
    private static final Pattern NO_ATOM = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int WHY = 24;
    private static final int DETAIL = 120;

    public Explanation {
        keywords = List.copyOf(keywords);
    }

    /** An explanation of nothing: the mail stays as it came. */
    public static Explanation none() {
        return new Explanation("", List.of());
    }

    public static Explanation of(Docket docket, Desk desk, Seal seal) {
        return new Explanation(header(docket, desk, seal), keywords(docket));
    }

    private static String header(Docket docket, Desk desk, Seal seal) {
        HeaderLines lines = new HeaderLines();
        // RFC 5321 §4.4: the final delivery writes the return path.
        lines.text("Return-Path", "<" + docket.envelope().sender() + ">");
        // RFC 9228: where it was delivered to, which To and Cc need not say.
        docket.envelope().recipients().stream().filter(address -> Addresses.service(desk, address)).limit(5)
            .forEach(address -> lines.text("Delivered-To", address));
        docket.match().map(Match::ticket).ifPresent(ticket -> lines.text("X-Postern-Ticket", ticket.value()));
        docket.match().ifPresent(match -> lines.text("X-Postern-Match", word(match)));
        docket.letter().ifPresent(letter -> {
            lines.text("X-Postern-Origin", letter.origin().word());
            lines.text("X-Postern-Language", letter.language());
        });
        docket.classification().ifPresent(topic -> lines.text("X-Postern-Topic", topic.topic().id()));
        docket.urgency().ifPresent(urgency -> lines.text("X-Postern-Priority", word(urgency)));
        docket.assignment().ifPresent(assignment -> {
            lines.text("X-Postern-Team", assignment.team().id());
            assignment.agent().map(Agent::id).ifPresent(agent -> lines.text("X-Postern-Agent", agent));
        });
        deadline(docket, desk).ifPresent(deadline -> lines.text("X-Postern-Deadline", deadline));
        docket.reply().ifPresent(reply -> lines.text("X-Postern-Reply", reply.reason().toString()));
        // RFC 5322 §3.6.4: an agent's reply names the mail that it answers. One without a name would leave its ticket unanswered.
        docket.letter().filter(letter -> letter.messageId().isEmpty()).flatMap(letter -> docket.match())
            .ifPresent(match -> lines.text("Message-ID", seal.messageId(match.ticket(), desk.hostname(), docket.envelope().mail())));
        lines.items("X-Postern-Why", docket.reasons().stream().limit(WHY).map(Explanation::brief).distinct().toList());
        return lines.block();
    }

    private static List<String> keywords(Docket docket) {
        List<String> keywords = new ArrayList<>();
        docket.match().map(Match::ticket).map(TicketId::keyword).ifPresent(keywords::add);
        docket.classification().ifPresent(topic -> keywords.add("topic-" + atom(topic.topic().id())));
        docket.urgency().ifPresent(urgency -> keywords.add("priority-" + word(urgency)));
        docket.assignment().ifPresent(assignment -> keywords.add("team-" + atom(assignment.team().id())));
        docket.assignment().map(assignment -> assignment.level().tier()).filter(tier -> tier > 1).ifPresent(tier -> keywords.add("tier-" + tier));
        docket.letter().map(letter -> letter.language().split("-", 2)[0]).filter(language -> !language.equals("und"))
            .ifPresent(language -> keywords.add("lang-" + atom(language)));
        docket.letter().filter(letter -> letter.origin() != Origin.CUSTOMER)
            .ifPresent(letter -> keywords.add("origin-" + letter.origin().word()));
        if (docket.match().orElse(null) instanceof Match.Joined joined && joined.chasers() > 0) {
            keywords.add("chaser");
        }
        return keywords;
    }

    private static String word(Match match) {
        return switch (match) {
            case Match.Opened opened -> "opened";
            case Match.Joined joined -> joined.chasers() > 0 ? "joined; chasers=" + joined.chasers() : "joined";
            case Match.Twin twin -> "twin";
        };
    }

    private static String word(Urgency urgency) {
        return urgency.priority().name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> deadline(Docket docket, Desk desk) {
        return docket.urgency().map(urgency -> docket.assignment().map(Assignment::team).orElseGet(desk::catchAllTeam)).map(team ->
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(docket.urgency().orElseThrow().deadline().truncatedTo(ChronoUnit.SECONDS)
                .atZone(desk.calendarOf(team).zone()).toOffsetDateTime()));
    }

    private static String brief(Reason reason) {
        if (reason.detail().length() <= DETAIL) {
            return reason.toString();
        }
        int end = reason.detail().offsetByCodePoints(0, Math.min(DETAIL, reason.detail().codePointCount(0, reason.detail().length())));
        return Reason.of(reason.code(), reason.detail().substring(0, end)).toString();
    }

    private static String atom(String text) {
        return NO_ATOM.matcher(text).replaceAll("-");
    }
}
