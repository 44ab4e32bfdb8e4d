package postern.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.Desk;

/**
 * What became of a sample.
 *
 * @param found all messages in folders that are this mail
 * @param answer the acknowledgement to it
 */
record Fate(Letterbox.Posted posted, List<Desktop.Found> found, Optional<Outbound.Sent> answer) {
    Fate {
        found = List.copyOf(found);
    }

    Optional<String> header(String name) {
        return found.stream().findFirst().flatMap(message -> message.header(name));
    }

    Optional<String> ticket() {
        return header("X-Postern-Ticket");
    }

    /** Whether there is nothing more to wait for. */
    boolean settled() {
        return !posted.reply().positive() || !found.isEmpty() && (answer.isPresent() || !posted.sample().acknowledged().orElse(false));
    }

    /**
     * What did not happen as promised, in words; empty if all did.
     *
     * @param others by number of the sample
     */
    List<String> broken(Map<Integer, Fate> others, Desk desk) {
        Sample sample = posted.sample();
        if (!posted.reply().positive()) {
            return List.of("the edge refused it: " + posted.reply());
        }
        if (found.isEmpty()) {
            return List.of("accepted, but it is in no folder that an agent sees");
        }
        List<String> broken = new ArrayList<>();
        if (found.size() > 1) {
            broken.add("it is in " + found.size() + " folders: " + String.join(", ", found.stream().map(Desktop.Found::folder).toList()));
        }
        // A machine's mail that belongs to no ticket makes none: nobody waits for an answer.
        if (ticket().isEmpty() && sample.acknowledged().orElse(true)) {
            broken.add("it has no ticket");
        }
        sample.team().filter(team -> desk.teams().containsKey(team) && !header("X-Postern-Team").equals(Optional.of(team)))
            .ifPresent(team -> broken.add("it should be with team " + team));
        sample.acknowledged().filter(due -> due != answer.isPresent())
            .ifPresent(due -> broken.add(due ? "it was not acknowledged" : "it was acknowledged and must not be"));
        sample.follows().map(others::get).filter(first -> first.ticket().isEmpty() || !first.ticket().equals(ticket()))
            .ifPresent(first -> broken.add("it should be on the ticket of mail " + sample.follows().orElseThrow()));
        return broken;
    }
}
