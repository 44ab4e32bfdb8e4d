package postern.desk.file;

/**
 * A mistake of a configuration file.
 *
 * @param file as the reader was told
 * @param line from 1
 * @param column from 1, in characters
 * @param what is wrong, a clause without full stop
 * @param hint what to write instead, a clause; may be empty
 */
public record Mistake(String file, int line, int column, String what, String hint) {

    /** {@code conf/desk.yaml:42:7: what; hint}: editors and terminals make a link of it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + what + (hint.isEmpty() ? "" : "; " + hint);
    }
}
