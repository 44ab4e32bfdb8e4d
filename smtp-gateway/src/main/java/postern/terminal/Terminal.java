package postern.terminal;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Where a command writes to. The launcher tells by system properties what its streams are: {@code postern.columns} is set
 * if the output is a terminal, {@code postern.progress} if the error stream is one.
 *
 * @param out for what the command is asked for
 * @param notes for progress and remarks
 * @param columns width of the terminal, or of lines in a file
 * @param colours whether the output shows colours
 * @param live whether notes can be overwritten
 */
public record Terminal(PrintWriter out, PrintWriter notes, int columns, boolean colours, boolean live) {
    private static final int FILE_COLUMNS = 120;

    public static Terminal ofSystem() {
        Integer columns = Integer.getInteger("postern.columns");
        boolean colours = columns != null && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(new PrintWriter(System.out, true), new PrintWriter(System.err, true),
            columns == null || columns < 40 ? FILE_COLUMNS : columns, colours, Boolean.getBoolean("postern.progress"));
    }

    public enum Colour {
        BOLD(1), DIM(2), RED(31), GREEN(32), YELLOW(33), CYAN(36);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    public String in(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    public void say(String format, Object... arguments) {
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    public void note(String format, Object... arguments) {
        notes.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    /** @param total of the work, 0 if nobody knows; the bar is full when it is reached */
    public ProgressBar progress(String what, long total) {
        return new ProgressBar(this, what, total);
    }
}
