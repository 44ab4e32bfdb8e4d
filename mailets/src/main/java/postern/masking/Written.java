package postern.masking;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * What a person wrote, as others' lines are compared with it. Bounded, since a machine may write in a person's name without end: of the first
 * texts all letters are kept, so that lines are found however they are broken; of what is beyond a number for each line, also of a text that is
 * too long by itself, by which it is found as it stood. Filled by one thread, then read by any.
 */
public final class Written {
    private static final int LETTERS = 4 << 20;
    private static final int LINES = 2 << 20;
    /** Fewer letters are anybody's. */
    private static final int SHORT = 3;
    /** Without its blanks and signs. */
    private static final int MOST_IN_A_LINE = 64;

    private final int mostLetters;
    private final int mostLines;
    private final StringBuilder letters = new StringBuilder();
    private final Set<Long> known = new HashSet<>();
    private long[] lines = new long[16];
    private int count;
    private boolean complete = true;

    public Written() {
        this(LETTERS, LINES);
    }

    Written(int mostLetters, int mostLines) {
        this.mostLetters = mostLetters;
        this.mostLines = mostLines;
    }

    static Written of(Collection<String> texts) {
        Written written = new Written();
        texts.forEach(written::add);
        return written;
    }

    /** Adds a text, or a subject. */
    public void add(String text) {
        String all = Traces.letters(text);
        if (all.isEmpty() || known.size() < mostLines && !known.add(mark(all))) {
            return;
        }
        if (letters.length() + all.length() < mostLetters) {
            // A blank between them, so that no line is made of two texts.
            letters.append(' ').append(all);
        } else {
            beyond(text.lines().map(Traces::letters).iterator());
        }
    }

    /** As many lines of a text as there is room for; of the others a number each. */
    private void beyond(Iterator<String> lines) {
        boolean room = true;
        String gap = " ";
        while (lines.hasNext()) {
            String line = lines.next();
            room = room && letters.length() + line.length() < mostLetters;
            if (room) {
                letters.append(gap).append(line);
                gap = "";
            } else if (line.length() >= SHORT) {
                // RFC 5322 §2.1.1: who quotes a line that is longer than 78 characters may break it anew.
                complete = complete && Traces.weight(line) <= MOST_IN_A_LINE;
                put(mark(line));
            }
        }
    }

    private void put(long mark) {
        if (count == lines.length) {
            count = sorted();
            if (count > mostLines / 2 && lines.length >= mostLines) {
                complete = false;
                return;
            }
            lines = Arrays.copyOf(lines, Math.min(Math.max(lines.length, count * 2), mostLines));
        }
        lines[count++] = mark;
    }

    /** @return how many there are without those that were there twice */
    private int sorted() {
        Arrays.sort(lines, 0, count);
        int different = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || lines[i] != lines[i - 1]) {
                lines[different++] = lines[i];
            }
        }
        return different;
    }

    /** Call when all is added, before it is read. */
    Written ready() {
        count = sorted();
        return this;
    }

    /** @param line its letters */
    boolean has(String line) {
        return letters.indexOf(line) >= 0 || count > 0 && Arrays.binarySearch(lines, 0, count, mark(line)) >= 0;
    }

    /** @return whether all that was added is compared, however it is broken when it is quoted */
    public boolean isComplete() {
        return complete;
    }

    /** 64 bits, so that lines of others have none of the person's by chance (FNV-1a over UTF-16, and mixed). */
    private static long mark(String text) {
        long mark = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            mark = (mark ^ text.charAt(i)) * 0x100000001b3L;
        }
        mark = (mark ^ mark >>> 33) * 0xff51afd7ed558ccdL;
        return mark ^ mark >>> 33;
    }
}
