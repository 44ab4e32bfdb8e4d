package postern.desk.file;

import static postern.desk.file.Field.optional;
import static postern.desk.file.Field.otherwise;
import static postern.desk.file.Field.required;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import postern.desk.Agent;
import postern.desk.Duty;
import postern.desk.Escalation;
import postern.desk.Handout;
import postern.desk.Names;
import postern.desk.ServiceAddress;
import postern.desk.Team;

/** Who works at the desk and where customers write to: teams, agents, service addresses. */
final class TeamForms {
    private static final List<String> RESERVED = List.of("waiting", "done", "desk", "inbox");

    private static final Field<String> ZH = required("zh", Kinds.LINE, "the name in Chinese");
    private static final Field<Optional<String>> HANT = optional("zh-Hant", Kinds.LINE,
        "the name in traditional characters; when missing, those of zh converted one by one");
    private static final Field<String> EN = required("en", Kinds.LINE, "the name in English");

    static final Form<Names> NAMES = new Form<>("A name in both languages of the desk.", List.of(ZH, HANT, EN),
        values -> values.get(HANT).map(hant -> new Names(values.get(ZH), hant, values.get(EN)))
            .orElseGet(() -> new Names(values.get(ZH), values.get(EN))));

    private static final Field<Names> TEAM_NAME = required("name", NAMES, "what customers read");
    private static final Field<String> FOLDER = required("folder", Kinds.given("folder", Notations.FOLDER),
        "the team's folder in IMAP, Chinese or English; renaming it later leaves the old folder behind");
    private static final Field<String> CALENDAR = required("calendar", Kinds.ref("calendar"), "the calendar by which the team works");
    private static final Field<Optional<String>> TEAM_ADDRESS = optional("address", Kinds.given("address", Notations.ADDRESS),
        "an address that reaches this team, whatever the mail is about");
    private static final Field<List<String>> MEMBERS = required("members", Kinds.list(Kinds.ref("agent"), 1), "the agents of the team");

    private static final Field<Handout> ASSIGN = otherwise("assign", Kinds.oneOf(Handout.class), "queue",
        "queue: agents take tickets out of the team's folder; auto: the gateway gives each to an agent who is there, free and able");
    private static final Field<Optional<Duration>> TO_SECOND = optional("to-tier-2", Notations.BUSINESS_TIME,
        "business time without an answer after which a ticket goes from tier 1 to tier 2");
    private static final Field<Optional<Duration>> TO_THIRD = optional("to-tier-3", Notations.BUSINESS_TIME,
        "business time without an answer after which a ticket goes from tier 2 to tier 3");
    private static final Form<Escalation> ESCALATION = new Form<>("When tickets that nobody answers go to more experienced agents of the team.",
        List.of(TO_SECOND, TO_THIRD), values -> new Escalation(values.get(TO_SECOND), values.get(TO_THIRD)));
    private static final Field<Escalation> ESCALATE = otherwise("escalate", ESCALATION, "{}", "when tickets go to the next tier; when missing, only by hand");

    private static final Form<Function<String, Team>> TEAM = new Form<>("A team: it owns a folder and answers mail.",
        List.of(TEAM_NAME, FOLDER, CALENDAR, TEAM_ADDRESS, MEMBERS, ASSIGN, ESCALATE),
        values -> id -> new Team(id, values.get(TEAM_NAME), values.get(FOLDER), values.get(CALENDAR), values.get(TEAM_ADDRESS).orElse(""),
            values.get(MEMBERS), values.get(ASSIGN), values.get(ESCALATE)));

    static final Kind<Map<String, Team>> TEAMS = Kinds.named("team", Kinds.given("team", Notations.ID), TEAM, 1);

    private static final Field<Names> AGENT_NAME = required("name", NAMES, "the name that customers read");
    private static final Field<Optional<String>> LOGIN = optional("login", Kinds.given("address", Notations.ADDRESS),
        "the address to log in with; when missing, the agent's name here at the desk's domain");
    private static final Field<Integer> TIER = otherwise("tier", Kinds.number(1, 3), "1", "1 first line, 2 specialist, 3 expert");
    private static final Field<List<String>> LANGUAGES = required("languages", Kinds.list(Notations.LANGUAGE, 1),
        "the languages the agent answers in; zh is both zh-Hans and zh-Hant");
    private static final Field<Integer> CAP = otherwise("cap", Kinds.number(0, 10_000), "0", "open tickets at most, 0 for no limit");
    private static final Field<Boolean> LEAD = otherwise("lead", Kinds.YES_OR_NO, "false",
        "whether the agent leads: sees figures, held and overdue mail");

    private static final Field<List<String>> TOPICS = otherwise("topics", Kinds.list(Kinds.ref("topic"), 0), "[]",
        "what the agent is given; when missing, all topics of the team");
    private static final Field<Optional<String>> HOURS = optional("hours", Kinds.ref("calendar"),
        "the calendar of the agent's own shifts; when missing, that of the team");
    private static final Field<TreeSet<LocalDate>> ABSENT = otherwise("absent", Hours.DATES, "[]",
        "days on which the agent is away, such as 2026-12-24..2026-12-31");

    private static final Form<Function<String, Draft>> AGENT = new Form<>("A person who answers customers.",
        List.of(AGENT_NAME, LOGIN, TIER, LANGUAGES, CAP, LEAD, TOPICS, HOURS, ABSENT),
        values -> id -> new Draft(id, values.get(LOGIN), values.get(AGENT_NAME), values.get(TIER), values.get(LANGUAGES), values.get(CAP),
            values.get(LEAD), new Duty(values.get(TOPICS), values.get(HOURS), values.get(ABSENT))));

    static final Kind<Map<String, Draft>> AGENTS = Kinds.named("agent", Kinds.given("agent", Kinds.checked(Notations.ID,
        (id, node, findings) -> {
            boolean free = !RESERVED.contains(id);
            if (!free) {
                findings.mistake(node, "'" + id + "' is the name of a folder or account of the desk", "choose another name for the agent");
            }
            return free;
        })), AGENT, 1);

    private static final Field<Names> SIGNED = required("name", NAMES, "how answers from this address are signed");
    private static final Field<Optional<String>> ADDRESS_TEAM = optional("team", Kinds.ref("team"),
        "the team that gets what no rule decides; when missing, the team of the topic");
    private static final Field<Optional<String>> ADDRESS_TOPIC = optional("topic", Kinds.ref("topic"),
        "the topic of what no rule decides; when missing, the desk's fallback topic");

    private static final Form<Function<String, ServiceAddress>> ADDRESS = new Form<>("An address that customers write to.",
        List.of(SIGNED, ADDRESS_TEAM, ADDRESS_TOPIC),
        values -> address -> new ServiceAddress(address, values.get(SIGNED), values.get(ADDRESS_TEAM), values.get(ADDRESS_TOPIC)));

    static final Kind<Map<String, ServiceAddress>> ADDRESSES = Kinds.named("address", Kinds.given("address",
        Kinds.checked(Notations.ADDRESS, (address, node, findings) -> {
            boolean plain = address.indexOf('+') < 0;
            if (!plain) {
                findings.mistake(node, "'" + address + "' has a detail behind a plus sign", "write the address without it: every detail reaches it");
            }
            return plain;
        })), ADDRESS, 1);

    private TeamForms() {
    }

    /** An agent whose login may still have to be made of the desk's domain. */
    record Draft(String id, Optional<String> login, Names name, int tier, List<String> languages, int cap, boolean lead, Duty duty) {
        String loginAt(String domain) {
            return login.orElse(id + "@" + domain).toLowerCase(Locale.ROOT);
        }

        Agent at(String domain) {
            return new Agent(id, loginAt(domain), name, tier, languages, cap, lead, duty);
        }
    }
}
