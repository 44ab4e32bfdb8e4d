package postern.edge;

import java.util.List;

/** A positive or intermediate reply. Each line is printable ASCII without its code. */
record Answer(int code, List<String> lines, boolean closes) implements Reply {
    /** After a handshake the peer speaks first. */
    static final Answer NOTHING = new Answer(0, List.of(), false);

    Answer {
        lines = List.copyOf(lines);
    }

    static Answer of(int code, String... lines) {
        return new Answer(code, List.of(lines), false);
    }

    @Override
    public String wire() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(code).append(i + 1 < lines.size() ? '-' : ' ').append(lines.get(i)).append("\r\n");
        }
        return text.toString();
    }
}
