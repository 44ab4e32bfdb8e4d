package postern.desk;

import java.util.Optional;

/**
 * An address that customers write to.
 *
 * @param address lower case
 * @param names how answers from it are signed
 * @param team team that gets what no rule decides, instead of the catch-all team
 */
public record ServiceAddress(String address, Names names, Optional<String> team) {
}
