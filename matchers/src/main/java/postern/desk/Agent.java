package postern.desk;

import java.util.List;

/**
 * A person who answers customers.
 *
 * @param id local part of the login, ASCII
 * @param login the address to log in with and to receive internal mail at
 * @param name as customers see it
 * @param tier 1, 2 or 3
 * @param languages BCP 47 tags
 * @param cap open tickets at most, 0 for no cap
 * @param lead whether the agent leads the team: sees figures, holds and overdue work
 * @param duty what the gateway gives the agent, and when, in teams whose tickets it hands out
 */
public record Agent(String id, String login, Names name, int tier, List<String> languages, int cap, boolean lead, Duty duty) {
    public Agent {
        languages = List.copyOf(languages);
    }
}
