package postern.index;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds mails for one person, in the folders of the desk that he or she may read. */
public interface Lookup {
    /**
     * One mail.
     *
     * @param ticket number of its ticket, with hyphens
     * @param folders names of the folders that it lies in and that may be read
     */
    record Hit(long mail, Instant received, String from, String subject, Optional<String> ticket, Optional<String> state, List<String> folders) {
        public Hit {
            folders = List.copyOf(folders);
        }
    }

    /**
     * A part of what was found, best first.
     *
     * @param count of all that was found
     * @param facets by facet, how many of all have which value, most first
     */
    record Page(int count, List<Hit> hits, Map<String, Map<String, Long>> facets) {
        public Page {
            hits = List.copyOf(hits);
        }
    }

    /**
     * @param login of the person
     * @param from how many of the best to leave out
     * @param most hits on the page
     */
    Page find(Wish wish, String login, int from, int most) throws IOException;

    /** @return the mail as a client would fetch it; empty if it is gone */
    Optional<byte[]> octets(long mail);
}
