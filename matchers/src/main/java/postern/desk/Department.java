package postern.desk;

/**
 * Colleagues outside of the desk whom agents ask, such as a warehouse.
 *
 * @param id name in desk.yaml, ASCII
 * @param address where they read mail
 */
public record Department(String id, Names names, String address) {
}
