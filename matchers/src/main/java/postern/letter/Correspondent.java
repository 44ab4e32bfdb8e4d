package postern.letter;

/**
 * A mail address with its display name, both decoded.
 *
 * @param address {@code local@domain}, domain in lower case
 * @param name decoded display name, may be empty
 */
public record Correspondent(String address, String name) {
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
