package postern.search;

/** Numbers that SQLite gives as one text, since to take row by row costs more than all else of a search. */
final class Numbers {
    private Numbers() {
    }

    /**
     * @param separated by commas, none below 0; at least one
     * @param into has room for them
     * @return the place behind the last of them
     */
    static int read(String separated, long[] into, int from) {
        int at = from;
        into[at] = 0;
        for (int i = 0; i < separated.length(); i++) {
            char digit = separated.charAt(i);
            if (digit == ',') {
                into[++at] = 0;
            } else {
                into[at] = into[at] * 10 + digit - '0';
            }
        }
        return at + 1;
    }
}
