package postern.index;

/** A query that cannot be understood: where, why, and what to write instead. */
public final class WishMistake extends Exception {
    private final int position;
    private final String hint;

    /** @param position place in the query, from 0 */
    WishMistake(int position, String what, String hint) {
        super(what);
        this.position = position;
        this.hint = hint;
    }

    public int position() {
        return position;
    }

    public String hint() {
        return hint;
    }

    /** The query with a mark below the place, and the reason. Signs of Chinese take two columns of a terminal. */
    public String shown(String query) {
        int columns = query.substring(0, Math.min(position, query.length())).codePoints().map(c -> Spelling.isSign(c) || c > 0x2E80 ? 2 : 1).sum();
        return "%s%n%s^%n%s at character %d; %s".formatted(query, " ".repeat(columns), getMessage(), position + 1, hint);
    }
}
