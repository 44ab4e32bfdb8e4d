package postern.desk;

import java.util.Optional;

/**
 * An address that customers write to.
 *
 * @param address lower case
 * @param names how answers from it are signed
 * @param team team that gets what no rule decides, instead of the team of the topic
 * @param topic topic of what no rule decides, instead of the fallback topic
 */
public record ServiceAddress(String address, Names names, Optional<String> team, Optional<String> topic) {
}
