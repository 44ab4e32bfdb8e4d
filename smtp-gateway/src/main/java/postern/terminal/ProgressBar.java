package postern.terminal;

import java.util.Locale;

/** A line that shows how far a long work is. On something that is no terminal it says nothing. For one thread. */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 28;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private String shown = "";

    ProgressBar(Terminal terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    /** @param remark short, shown behind the bar */
    public void at(long done, String remark) {
        if (!terminal.live()) {
            return;
        }
        String line = total == 0 ? what + "  " + done + " " + remark : line(done, remark);
        if (!line.equals(shown)) {
            terminal.notes().print("\r\u001b[K" + Width.cut(line, terminal.columns() - 1));
            terminal.notes().flush();
            shown = line;
        }
    }

    private String line(long done, String remark) {
        int full = (int) (WIDTH * Math.min(done, total) / total);
        return String.format(Locale.ROOT, "%s [%s%s] %d/%d  %s", what, "█".repeat(full), "·".repeat(WIDTH - full), done, total, remark);
    }

    /** Removes the line. */
    @Override
    public void close() {
        if (terminal.live()) {
            terminal.notes().print("\r\u001b[K");
            terminal.notes().flush();
        }
    }
}
