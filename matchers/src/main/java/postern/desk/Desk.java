package postern.desk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The whole desk as desk.yaml describes it. Handed around as a value; a reload makes a new one.
 *
 * @param company name of the company, shown to customers
 * @param domain mail domain of the desk: agents log in as {@code id@domain}, the edge accepts its addresses
 * @param hostname name that the gateway gives itself in SMTP, headers and Message-IDs
 * @param addresses service addresses by address
 * @param teams by id, in the order of the file
 * @param agents by id
 * @param topics by id, in the order of the file
 * @param calendars by id
 * @param catchAll id of the team that gets everything undecided
 * @param fallback topic of everything undecided; owned by the catch-all team
 * @param listeners ports and certificate
 * @param urgencies words that raise the priority, in the order of the file
 * @param tickets how long tickets live
 * @param orderNumbers how order numbers look, in the order of the file
 * @param answers how agents' answers leave
 * @param decideBy which rule decides if several are met
 * @param language what people at the desk read, {@code zh} or {@code en}
 * @param customerGroups customers whom rules ask for by one name, by id
 * @param classifier how much the classifier may say
 * @param retention how long mail is kept
 * @param departments whom agents ask, by id
 */
public record Desk(Names company, String domain, String hostname, Map<String, ServiceAddress> addresses, Map<String, Team> teams,
                   Map<String, Agent> agents, Map<String, Topic> topics, Map<String, WorkCalendar> calendars, String catchAll,
                   String fallback, Acknowledgements acknowledgements, EdgePolicy edge, Outgoing outgoing, Listeners listeners,
                   List<UrgencyWords> urgencies, TicketPolicy tickets, List<OrderNumber> orderNumbers, AnswerPolicy answers,
                   DecideBy decideBy, String language, Map<String, CustomerGroup> customerGroups,
                   ClassifierPolicy classifier, Retention retention, Map<String, Department> departments) {
    public Desk {
        addresses = ordered(addresses);
        teams = ordered(teams);
        agents = ordered(agents);
        topics = ordered(topics);
        calendars = ordered(calendars);
        urgencies = List.copyOf(urgencies);
        orderNumbers = List.copyOf(orderNumbers);
        customerGroups = ordered(customerGroups);
        departments = ordered(departments);
        check(teams.containsKey(catchAll), "the catch-all team is missing");
        check(topics.containsKey(fallback) && topics.get(fallback).team().equals(catchAll), "the fallback topic is missing, or of another team");
        for (Team team : teams.values()) {
            check(calendars.containsKey(team.calendar()), "the calendar of team '" + team.id() + "' is missing");
        }
        for (Topic topic : topics.values()) {
            check(teams.containsKey(topic.team()), "the team of topic '" + topic.id() + "' is missing");
        }
    }

    public Desk with(Listeners other) {
        return new Desk(company, domain, hostname, addresses, teams, agents, topics, calendars, catchAll, fallback, acknowledgements, edge,
            outgoing, other, urgencies, tickets, orderNumbers, answers, decideBy, language, customerGroups, classifier, retention,
            departments);
    }

    public Desk with(EdgePolicy other) {
        return new Desk(company, domain, hostname, addresses, teams, agents, topics, calendars, catchAll, fallback, acknowledgements, other,
            outgoing, listeners, urgencies, tickets, orderNumbers, answers, decideBy, language, customerGroups, classifier, retention,
            departments);
    }

    public Desk with(Outgoing other) {
        return new Desk(company, domain, hostname, addresses, teams, agents, topics, calendars, catchAll, fallback, acknowledgements, edge,
            other, listeners, urgencies, tickets, orderNumbers, answers, decideBy, language, customerGroups, classifier, retention,
            departments);
    }

    public Desk with(Acknowledgements other) {
        return new Desk(company, domain, hostname, addresses, teams, agents, topics, calendars, catchAll, fallback, other, edge,
            outgoing, listeners, urgencies, tickets, orderNumbers, answers, decideBy, language, customerGroups, classifier, retention,
            departments);
    }

    public Desk with(AnswerPolicy other) {
        return new Desk(company, domain, hostname, addresses, teams, agents, topics, calendars, catchAll, fallback, acknowledgements, edge,
            outgoing, listeners, urgencies, tickets, orderNumbers, other, decideBy, language, customerGroups, classifier, retention,
            departments);
    }

    public Desk with(Retention other) {
        return new Desk(company, domain, hostname, addresses, teams, agents, topics, calendars, catchAll, fallback, acknowledgements, edge,
            outgoing, listeners, urgencies, tickets, orderNumbers, answers, decideBy, language, customerGroups, classifier, other,
            departments);
    }

    /** @return the agent who logs in with this address */
    public Optional<Agent> agentOf(String login) {
        return agents.values().stream().filter(agent -> agent.login().equalsIgnoreCase(login)).findFirst();
    }

    public Desk with(TicketPolicy other) {
        return new Desk(company, domain, hostname, addresses, teams, agents, topics, calendars, catchAll, fallback, acknowledgements, edge,
            outgoing, listeners, urgencies, other, orderNumbers, answers, decideBy, language, customerGroups, classifier, retention,
            departments);
    }

    /** @return the same desk without a rule; the same if it has none of this id */
    public Desk without(String rule) {
        Map<String, Topic> left = new LinkedHashMap<>();
        topics.forEach((id, topic) -> left.put(id, topic.without(rule)));
        return new Desk(company, domain, hostname, addresses, teams, agents, left, calendars, catchAll, fallback, acknowledgements, edge,
            outgoing, listeners, urgencies, tickets, orderNumbers, answers, decideBy, language, customerGroups, classifier, retention,
            departments);
    }

    /** @return the service address, if this is one; compared in lower case and without a {@code +detail} */
    public Optional<ServiceAddress> serviceAddress(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        int plus = lower.indexOf('+');
        String plain = plus > 0 && plus < at ? lower.substring(0, plus) + lower.substring(at) : lower;
        return Optional.ofNullable(addresses.get(plain));
    }

    /** @return whether colleagues of another department read mail there */
    public boolean isOfDepartment(String address) {
        return departments.values().stream().anyMatch(department -> department.address().equalsIgnoreCase(address));
    }

    public Team catchAllTeam() {
        return teams.get(catchAll);
    }

    public Topic fallbackTopic() {
        return topics.get(fallback);
    }

    public WorkCalendar calendarOf(Team team) {
        return calendars.get(team.calendar());
    }

    /** Teams an agent is a member of, in the order of the file. */
    public List<Team> teamsOf(Agent agent) {
        return teams.values().stream().filter(team -> team.members().contains(agent.id())).toList();
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
