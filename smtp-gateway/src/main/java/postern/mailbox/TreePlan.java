package postern.mailbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import postern.desk.Agent;
import postern.desk.AnswerPolicy;
import postern.desk.Desk;
import postern.desk.Team;
import postern.gestures.Doors;
import postern.gestures.HeldAnswers;

/**
 * The team folders of a desk and who may do what in them.
 *
 * <p>Members of a team work in its folders. Everyone else may drop mail into the team's top folder, which hands a ticket over
 * by a drag; the flags go with it. They do so through a folder of their own of the same name, which opens in every program and shows
 * nothing. Nobody has the rights to make, remove or administer a team's folder.
 *
 * @param folders rights by login, by path with {@code /}; parents before children
 * @param doors by login, the paths of folders of the agent's own in which nothing stays, parents first
 * @param fallback those who look after folders that the desk no longer names
 */
record TreePlan(Map<String, Map<String, String>> folders, Map<String, List<String>> doors, Map<String, String> fallback) {
    static final String WORK = "lrswite";
    /** What is not looked up is opened by a door: a folder of the agent's own, in which nothing can be seen. */
    private static final String DROP = "swi";
    /** Nobody lays anything there. */
    private static final String OWN = "lrswte";
    private static final String LOOK = "lr";

    static TreePlan of(Desk desk) {
        Map<String, Map<String, String>> folders = new LinkedHashMap<>();
        Collection<String> everyone = desk.agents().values().stream().map(Agent::login).toList();
        Set<String> catchAll = members(desk, desk.catchAllTeam());
        Set<String> leads = new LinkedHashSet<>(
            desk.agents().values().stream().filter(Agent::lead).map(Agent::login).toList());
        if (leads.isEmpty()) {
            leads = catchAll;
        }
        for (Team team : desk.teams().values()) {
            Set<String> members = members(desk, team);
            Map<String, String> work = rights(members, WORK);
            folders.put(team.folder(), merge(rights(everyone, DROP), work));
            for (String agent : team.members()) {
                folders.put(team.folder() + "/" + agent, work);
            }
            folders.put(team.folder() + "/Waiting", work);
            folders.put(team.folder() + "/Snoozed", work);
            folders.put(team.folder() + "/Done", work);
        }
        Map<String, String> leading = rights(leads, WORK);
        folders.put("Desk", rights(everyone, LOOK));
        for (String name : List.of("Overdue", "Due soon", "Held", "Deleted", "Reports")) {
            folders.put("Desk/" + name, leading);
        }
        if (desk.answers().second() == AnswerPolicy.Second.HOLD) {
            desk.agents().values().forEach(agent -> folders.put(HeldAnswers.folder(agent.id()), merge(leading, Map.of(agent.login(), OWN))));
        }
        folders.put("Desk/Unparsed", merge(rights(catchAll, WORK), leading));
        folders.put(TemplateFolders.ROOT, merge(rights(everyone, LOOK), leading));
        for (Team team : desk.teams().values()) {
            // Who leads the team writes its templates; where nobody in it leads, all who lead do.
            Set<String> own = members(desk, team);
            own.retainAll(leads);
            folders.put(TemplateFolders.ROOT + "/" + team.folder(), merge(rights(members(desk, team), LOOK), rights(own.isEmpty() ? leads : own, WORK)));
        }
        return new TreePlan(folders, doors(desk), merge(rights(catchAll, WORK), leading));
    }

    private static Map<String, List<String>> doors(Desk desk) {
        Map<String, List<String>> doors = new LinkedHashMap<>();
        for (Agent agent : desk.agents().values()) {
            Stream<String> others = desk.teams().values().stream().filter(team -> !team.members().contains(agent.id())).map(Team::folder);
            doors.put(agent.login(), Stream.concat(Doors.folders(desk.language()).stream(), others).toList());
        }
        return doors;
    }

    /** Rights on a folder that the plan may not name: those of the nearest folder above that it names. */
    Map<String, String> rightsAt(String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            Optional<Map<String, String>> planned = Optional.ofNullable(folders.get(at));
            if (planned.isPresent()) {
                return planned.get();
            }
        }
        return fallback;
    }

    private static Set<String> members(Desk desk, Team team) {
        Set<String> logins = new LinkedHashSet<>();
        for (String id : team.members()) {
            Optional.ofNullable(desk.agents().get(id)).map(Agent::login).ifPresent(logins::add);
        }
        return logins;
    }

    private static Map<String, String> rights(Collection<String> logins, String rights) {
        Map<String, String> result = new LinkedHashMap<>();
        logins.forEach(login -> result.put(login, rights));
        return result;
    }

    /** The second wins. */
    private static Map<String, String> merge(Map<String, String> first, Map<String, String> second) {
        Map<String, String> result = new LinkedHashMap<>(first);
        result.putAll(second);
        return result;
    }
}
