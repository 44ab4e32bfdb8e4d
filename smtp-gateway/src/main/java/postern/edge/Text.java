package postern.edge;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what follows DATA, once, to its end, whatever becomes of it.
 *
 * <p>The end is CR LF dot CR LF and nothing else; every other spelling that some server takes for an end contains a CR or an LF
 * alone, and a mail with one of these is refused after it was read whole. So no octet of a mail is ever taken for a
 * command, here or at a server behind us. Octets go from the socket into their final chunk and are unstuffed in place. Once
 * a mail is refused, its remaining octets pass through one chunk and are dropped.
 */
final class Text {
    /** Lines longer than this come from attacks or broken programs; long lines of 8-bit HTML in one piece are normal. */
    static final int LONGEST_LINE = 4 << 20;
    /** RFC 5322 §2.1.1. */
    private static final int PROPER_LINE = 998;
    private static final int FIRST = 8 << 10;
    private static final int LARGEST = 1 << 20;

    private enum State { LINE, CR, START, DOT, DOT_CR, END }

    private final Wire wire;
    private final Memory memory;
    private final long limit;
    private final List<byte[]> full = new ArrayList<>(4);
    private byte[] chunk = {};
    private int written;
    private long size;
    private long taken;
    private State state = State.START;
    private long lineLength;
    private int longLines;
    private boolean nul;
    private Refusal refusal;

    /** Octets at most that a text of this size takes from the memory. */
    static long footprint(long size) {
        return 2 * (size + Math.min(size, LARGEST) + FIRST);
    }

    Text(Wire wire, Memory memory, long limit) {
        this.wire = wire;
        this.memory = memory;
        this.limit = limit;
    }

    /**
     * @return why the text is refused, or null
     * @throws IOException if it did not come whole
     */
    Refusal read() throws IOException {
        while (state != State.END) {
            room();
            int count = wire.read(chunk, written, chunk.length - written);
            if (count < 0) {
                throw new EOFException();
            }
            int start = written;
            int end = start + count;
            int used = scan(start, end);
            if (state == State.END && used < end) {
                wire.unread(chunk, used, end - used);
            }
            size += written - start;
            if (size > limit) {
                refuse(Refusal.TOO_BIG);
            }
        }
        return refusal;
    }

    /** Makes sure that octets can be read into the chunk. */
    private void room() {
        if (refusal != null) {
            written = 0;
            if (chunk.length == 0) {
                chunk = new byte[FIRST];
            }
            return;
        }
        if (written < chunk.length) {
            return;
        }
        int next = chunk.length == 0 ? FIRST : Math.min(LARGEST, chunk.length * 2);
        // Counted twice: at the end the chunks are joined.
        if (!memory.take(2L * next)) {
            refuse(Refusal.NO_ROOM);
            room();
            return;
        }
        taken += 2L * next;
        if (written > 0) {
            full.add(chunk);
        }
        chunk = new byte[next];
        written = 0;
    }

    private void refuse(Refusal why) {
        if (refusal == null) {
            refusal = why;
            full.clear();
            // One chunk stays for draining and is paid for until the end.
            if (chunk.length > FIRST) {
                chunk = new byte[FIRST];
            }
            release();
        }
    }

    /** Unstuffs the octets between {@code at} and {@code end} down to {@code written}. @return the first octet after the end */
    private int scan(int at, int end) {
        byte[] octets = chunk;
        int i = at;
        while (i < end && state != State.END) {
            if (state == State.LINE && (octets[i] & 0xff) > '\r') {
                i = run(octets, i, end);
            } else {
                step(octets, octets[i++]);
            }
        }
        return i;
    }

    private int run(byte[] octets, int at, int end) {
        int i = at + 1;
        while (i < end && (octets[i] & 0xff) > '\r') {
            i++;
        }
        if (written != at) {
            System.arraycopy(octets, at, octets, written, i - at);
        }
        written += i - at;
        lineLength += i - at;
        return i;
    }

    private void step(byte[] octets, byte octet) {
        switch (state) {
            case CR -> {
                if (octet == '\n') {
                    keep(octets, octet);
                    line();
                    state = State.START;
                } else {
                    bare();
                    text(octets, octet);
                }
            }
            case START -> {
                if (octet == '.') {
                    state = State.DOT;
                } else {
                    text(octets, octet);
                }
            }
            case DOT -> {
                if (octet == '\r') {
                    state = State.DOT_CR;
                } else {
                    text(octets, octet);
                }
            }
            case DOT_CR -> {
                if (octet == '\n') {
                    state = State.END;
                } else {
                    bare();
                    state = octet == '\r' ? State.CR : State.LINE;
                }
            }
            default -> text(octets, octet);
        }
    }

    private void text(byte[] octets, byte octet) {
        switch (octet) {
            case '\r' -> state = State.CR;
            case '\n' -> {
                bare();
                state = State.LINE;
            }
            default -> {
                nul |= octet == 0;
                state = State.LINE;
            }
        }
        keep(octets, octet);
    }

    private void keep(byte[] octets, byte octet) {
        octets[written++] = octet;
        lineLength++;
    }

    private void line() {
        if (lineLength - 2 > PROPER_LINE) {
            longLines++;
        }
        if (lineLength > LONGEST_LINE) {
            refuseLater(Refusal.LONG_TEXT_LINE);
        }
        lineLength = 0;
    }

    private void bare() {
        refuseLater(Refusal.BARE_CR_LF);
    }

    /** The chunk is being scanned, so it is given up only before the next read. */
    private void refuseLater(Refusal why) {
        if (refusal == null) {
            refusal = why;
            full.clear();
        }
    }

    /** The octets of an accepted text. */
    byte[] octets() {
        byte[] whole = Arrays.copyOf(full.isEmpty() ? chunk : full.getFirst(), Math.toIntExact(size));
        int at = full.isEmpty() ? written : full.getFirst().length;
        for (byte[] next : full.subList(Math.min(1, full.size()), full.size())) {
            System.arraycopy(next, 0, whole, at, next.length);
            at += next.length;
        }
        if (!full.isEmpty()) {
            System.arraycopy(chunk, 0, whole, at, written);
        }
        return whole;
    }

    /** Gives the memory back. Called when the mail is with the intake, or lost. */
    void release() {
        memory.give(taken);
        taken = 0;
    }

    long size() {
        return size;
    }

    int longLines() {
        return longLines;
    }

    boolean hasNul() {
        return nul;
    }
}
