package postern.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, each column as wide as its widest cell; a row can carry a remark, which stands below it. */
public final class Table {
    private static final String GAP = "  ";

    private record Row(List<String> cells, String remark) {
    }

    private final List<String> heading;
    private final List<Row> rows = new ArrayList<>();

    public Table(String... heading) {
        this.heading = List.of(heading);
    }

    /** @param remark shown on lines of its own below the row; empty for none */
    public void add(List<String> cells, String remark) {
        if (cells.size() != heading.size()) {
            throw new IllegalArgumentException("a row of " + cells.size() + " cells in a table of " + heading.size() + " columns");
        }
        rows.add(new Row(cells.stream().map(Width::plain).toList(), Width.plain(remark)));
    }

    /** Prints it; the first column gives way if the terminal is too narrow. */
    public void print(Terminal terminal) {
        int[] widths = new int[heading.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(Width.of(heading.get(i)), rows.stream().mapToInt(row -> Width.of(row.cells().get(column))).max().orElse(0));
        }
        int whole = -GAP.length();
        for (int width : widths) {
            whole += width + GAP.length();
        }
        widths[0] = Math.max(12, widths[0] - Math.max(0, whole - terminal.columns()));
        terminal.say("%s", terminal.in(Terminal.Colour.BOLD, line(heading, widths)));
        for (Row row : rows) {
            terminal.say("%s", line(row.cells(), widths));
            wrapped(row.remark(), terminal.columns() - 4).forEach(part -> terminal.say("%s", terminal.in(Terminal.Colour.DIM, "    " + part)));
        }
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP).append(Width.pad(Width.cut(cells.get(i), widths[i]), widths[i]));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +")) {
            if (!line.isEmpty() && Width.of(line.toString()) + 1 + Width.of(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(Width.cut(word, columns));
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
