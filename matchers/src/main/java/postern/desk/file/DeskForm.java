package postern.desk.file;

import static postern.desk.file.Field.otherwise;
import static postern.desk.file.Field.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import postern.desk.Acknowledgements;
import postern.desk.Agent;
import postern.desk.AnswerPolicy;
import postern.desk.ClassifierPolicy;
import postern.desk.CustomerGroup;
import postern.desk.DecideBy;
import postern.desk.Department;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.desk.Listeners;
import postern.desk.Names;
import postern.desk.OrderNumber;
import postern.desk.Outgoing;
import postern.desk.Promise;
import postern.desk.Retention;
import postern.desk.ServiceAddress;
import postern.desk.Team;
import postern.desk.TicketPolicy;
import postern.desk.Topic;
import postern.desk.UrgencyWords;
import postern.desk.WorkCalendar;

/** The whole file: its parts, and what must be true between them. */
final class DeskForm {
    private static final Field<Names> COMPANY = required("company", TeamForms.NAMES, "the company, as customers know it");
    private static final Field<String> DOMAIN = required("domain", Notations.DOMAIN, "the mail domain of the desk; agents log in with it");
    private static final Field<String> HOSTNAME = required("hostname", Notations.DOMAIN, "the name of this gateway on the net");
    private static final Field<Map<String, ServiceAddress>> ADDRESSES = required("addresses", TeamForms.ADDRESSES, "where customers write to");
    private static final Field<Map<String, Team>> TEAMS = required("teams", TeamForms.TEAMS, "the teams, by name");
    private static final Field<Map<String, TeamForms.Draft>> AGENTS = required("agents", TeamForms.AGENTS, "the agents, by name to log in with");
    private static final Field<Map<String, WorkCalendar>> CALENDARS = required("calendars", MailForms.CALENDARS, "when people work, by name");
    private static final Field<Map<String, Promise>> PROMISES = required("promises", TopicForms.PROMISES,
        "what customers are promised, in business time, by name");
    private static final Field<Map<String, TopicForms.Draft>> TOPICS = required("topics", TopicForms.TOPICS,
        "what mails can be about; of topics with the same score the upper one wins");
    private static final Field<ClassifierPolicy> CLASSIFIER = otherwise("classifier", TopicForms.CLASSIFIER, "{}",
        "how much the classifier may say, which learns from examples and from agents");
    private static final Field<String> CATCH_ALL = required("catch-all", Kinds.ref("team"), "the team that gets all that nobody else gets");
    private static final Field<String> FALLBACK = required("fallback", Kinds.ref("topic"), "the topic of mail that no rule decides");
    private static final Field<Map<String, UrgencyWords>> URGENCY = otherwise("urgency", TopicForms.URGENCIES, "{}", "words that raise the priority");
    private static final Field<Acknowledgements> ACKNOWLEDGEMENTS = required("acknowledgements", ReplyForms.ACKNOWLEDGEMENTS,
        "the confirmation that customers get");
    private static final Field<DecideBy> RULES = otherwise("rules", RuleForms.POLICY, "{}", "how the rules of the topics decide");
    private static final Field<Map<String, CustomerGroup>> CUSTOMER_GROUPS = otherwise("customer-groups", CustomerForms.GROUPS, "{}",
        "customers whom rules ask for by one name");
    private static final Field<String> LANGUAGE = otherwise("language", Notations.pattern("a language of the desk", "write zh or en", "^(zh|en)$"), "zh",
        "what people at the desk read: explanations, notices, reports");
    private static final Field<TicketPolicy> TICKETS = otherwise("tickets", MailForms.TICKETS, "{}", "how long tickets live");
    private static final Field<Map<String, Department>> DEPARTMENTS = otherwise("departments", LeavingForms.DEPARTMENTS, "{}",
        "other departments whom agents ask");
    private static final Field<Retention> RETENTION = otherwise("retention", RetentionForms.RETENTION, "{}",
        "how long the mails of finished tickets are kept, by topic, with default and junk; what is not named is kept for ever");
    private static final Field<Map<String, OrderNumber>> ORDER_NUMBERS = otherwise("order-numbers", TopicForms.ORDER_NUMBERS, "{}",
        "how order numbers look: by name, a regular expression (RE2), case aside; its one group, or the whole match, is the number");
    private static final Field<AnswerPolicy> ANSWERS = otherwise("answers", ReplyForms.ANSWERS, "{}", "how agents' answers leave");
    private static final Field<EdgePolicy> EDGE = otherwise("edge", MailForms.EDGE, "{}", "limits of the SMTP edge");
    private static final Field<Outgoing> OUTGOING = otherwise("outgoing", MailForms.OUTGOING, "{}", "how mail leaves");
    private static final Field<Listeners> LISTEN = otherwise("listen", MailForms.LISTENERS, "{}", "where the gateway listens");

    static final Form<Desk> DESK = new Form<>("A customer service desk.",
        List.of(COMPANY, LANGUAGE, DOMAIN, HOSTNAME, ADDRESSES, TEAMS, AGENTS, CALENDARS, PROMISES, TOPICS, RULES, CLASSIFIER, CUSTOMER_GROUPS,
            CATCH_ALL, FALLBACK, URGENCY, ACKNOWLEDGEMENTS, ORDER_NUMBERS, ANSWERS, DEPARTMENTS, TICKETS, RETENTION, EDGE, OUTGOING, LISTEN), DeskForm::desk);

    private DeskForm() {
    }

    /** @return empty if the findings hold mistakes */
    static Optional<Desk> read(Node node, Findings findings) {
        Form.Values values = DESK.values(node, findings);
        findings.settle();
        loginsAreApart(values, findings);
        fallbackHasItsTeam(values, findings);
        accountOfTheTreeIsFree(values, findings);
        relayedMailLeaves(values, findings);
        return findings.clean() ? Optional.of(desk(values)) : Optional.empty();
    }

    private static void loginsAreApart(Form.Values values, Findings findings) {
        values.find(DOMAIN).ifPresent(domain -> values.find(AGENTS).orElse(Map.of()).forEach((id, agent) -> {
            String login = agent.loginAt(domain);
            if (agent.login().isEmpty() && findings.isGiven("address", login)) {
                findings.mistakeAt("agent", id, "agent '" + id + "' would log in as " + login + ", which is another address already",
                    "write a login of its own, or rename one");
            }
        }));
    }

    private static void fallbackHasItsTeam(Form.Values values, Findings findings) {
        Optional<String> team = values.find(TOPICS).map(topics -> topics.get(values.find(FALLBACK).orElse(""))).map(TopicForms.Draft::team);
        Optional<String> catchAll = values.find(CATCH_ALL);
        if (team.isPresent() && catchAll.isPresent() && !team.equals(catchAll)) {
            findings.mistakeAt("topic", values.get(FALLBACK), "fallback topic '" + values.get(FALLBACK) + "' belongs to team '" + team.get()
                + "', but the catch-all team is '" + catchAll.get() + "'", "write team: " + catchAll.get());
        }
    }

    /** The account that owns the shared folders: {@code desk@} and the domain; its details are the control addresses. */
    private static void accountOfTheTreeIsFree(Form.Values values, Findings findings) {
        values.find(DOMAIN).map(domain -> "desk@" + domain).filter(account -> findings.isGiven("address", account))
            .ifPresent(account -> findings.mistakeAt("address", account, account + " is the account of the shared folders", "choose another address"));
    }

    private static void relayedMailLeaves(Form.Values values, Findings findings) {
        Outgoing outgoing = values.find(OUTGOING).orElse(new Outgoing(Optional.empty(), 1, List.of(), List.of(), List.of()));
        for (String domain : outgoing.relayDomains()) {
            if (values.find(DOMAIN).filter(domain::equals).isPresent()) {
                findings.mistakeAt("relay domain", domain, "relay domain " + domain + " is the domain of the desk itself",
                    "leave it out: its mail would never stay here");
            }
        }
        for (String address : outgoing.copyTo()) {
            if (findings.isGiven("address", address)) {
                findings.mistakeAt("copy address", address, "copies to " + address + " would come back to the desk",
                    "write an address on the company mail server");
            }
        }
    }

    private static Desk desk(Form.Values values) {
        String domain = values.get(DOMAIN);
        Map<String, Promise> promises = values.get(PROMISES);
        Map<String, Agent> agents = new LinkedHashMap<>();
        values.get(AGENTS).forEach((id, draft) -> agents.put(id, draft.at(domain)));
        Map<String, Topic> topics = new LinkedHashMap<>();
        values.get(TOPICS).forEach((id, draft) -> topics.put(id, draft.with(promises.get(draft.promise()))));
        return new Desk(values.get(COMPANY), domain, values.get(HOSTNAME), values.get(ADDRESSES), values.get(TEAMS), agents, topics,
            values.get(CALENDARS), values.get(CATCH_ALL), values.get(FALLBACK), values.get(ACKNOWLEDGEMENTS), values.get(EDGE),
            values.get(OUTGOING), values.get(LISTEN), List.copyOf(values.get(URGENCY).values()), values.get(TICKETS),
            List.copyOf(values.get(ORDER_NUMBERS).values()), values.get(ANSWERS), values.get(RULES), values.get(LANGUAGE),
            values.get(CUSTOMER_GROUPS), values.get(CLASSIFIER), values.get(RETENTION), values.get(DEPARTMENTS));
    }
}
