package postern.triage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is kept of a text so that a second one can be compared with it: enough to see that it is nearly the same, too little to
 * read. Immutable.
 *
 * <p>The text is folded, everything but letters and digits is left out, and each run of three characters is hashed; the
 * smallest 32 hashes are the sketch (bottom-k sketch: E. Cohen, H. Kaplan, Summarizing data using bottom-k sketches, PODC 2007).
 * Of short texts that is all of them, so the likeness of two short texts is exact; of long ones it is an estimate whose standard
 * error is below a tenth. Numbers are compared by themselves: the same sentence about another order is another text.
 */
public final class Sketch {
    private static final int KEPT = 32;
    private static final int FEWEST = 12;
    private static final int RUN = 3;
    private static final int DIGITS = 2;
    /** So far a mail says what it wants. */
    private static final int TEXT = 2_000;
    private static final double ALIKE = 0.7;

    private final int numbers;
    /** Ascending as unsigned numbers. */
    private final int[] hashes;

    private Sketch(int numbers, int[] hashes) {
        this.numbers = numbers;
        this.hashes = hashes;
    }

    /** @return empty for a text so short that everybody could have written it */
    public static Optional<Sketch> of(String text) {
        return ofFolded(Folding.fold(text.length() > TEXT ? text.substring(0, TEXT) : text));
    }

    /** @param folded all of the text; it is the text's beginning that counts, which only folds alike if there is no more */
    static Optional<Sketch> of(String text, String folded) {
        return text.length() > TEXT ? of(text) : ofFolded(folded);
    }

    private static Optional<Sketch> ofFolded(String folded) {
        char[] letters = folded.toCharArray();
        int count = 0;
        for (char c : letters) {
            if (c >= 'a' && c <= 'z' || c >= 0x4E00 && c <= 0x9FA5 || Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                letters[count++] = c;
            }
        }
        int[] smallest = new int[KEPT];
        int kept = 0;
        for (int i = 0; i + RUN <= count; i++) {
            kept = keep(smallest, kept, hash((long) letters[i] << 32 | (long) letters[i + 1] << 16 | letters[i + 2]));
        }
        return kept < FEWEST ? Optional.empty() : Optional.of(new Sketch(numbers(folded), Arrays.copyOf(smallest, kept)));
    }

    /** @param octets as {@link #octets} gave them */
    public static Sketch ofOctets(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        int numbers = in.getInt();
        int[] hashes = new int[Math.min(KEPT, in.remaining() / Integer.BYTES)];
        in.asIntBuffer().get(hashes);
        return new Sketch(numbers, hashes);
    }

    /** At most 132 octets. */
    public byte[] octets() {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * (1 + hashes.length)).putInt(numbers);
        out.asIntBuffer().put(hashes);
        return out.array();
    }

    /** @return whether the other text is nearly the same, and names the same numbers */
    public boolean isLike(Sketch other) {
        return numbers == other.numbers && likeness(other) >= ALIKE;
    }

    /** @return how much of both texts they share, 0 to 1 (Jaccard index) */
    double likeness(Sketch other) {
        int mine = 0;
        int theirs = 0;
        int shared = 0;
        int all = 0;
        // What lies behind the last hash of a full sketch is not known of it.
        int most = hashes.length < KEPT && other.hashes.length < KEPT ? 2 * KEPT : KEPT;
        while (all < most && (mine < hashes.length || theirs < other.hashes.length)) {
            int order = mine == hashes.length ? 1 : theirs == other.hashes.length ? -1 : Integer.compareUnsigned(hashes[mine], other.hashes[theirs]);
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
            shared += order == 0 ? 1 : 0;
            all++;
        }
        return (double) shared / all;
    }

    private static int keep(int[] smallest, int kept, int hash) {
        if (kept == KEPT && Integer.compareUnsigned(hash, smallest[KEPT - 1]) >= 0) {
            return kept;
        }
        int at = 0;
        while (at < kept && Integer.compareUnsigned(smallest[at], hash) < 0) {
            at++;
        }
        if (at < kept && smallest[at] == hash) {
            return kept;
        }
        int last = Math.min(kept, KEPT - 1);
        System.arraycopy(smallest, at, smallest, at + 1, last - at);
        smallest[at] = hash;
        return Math.min(kept + 1, KEPT);
    }

    /** A sum over the numbers of two digits and more, each once: in which order they stand does not matter. */
    private static int numbers(String folded) {
        int[] found = new int[16];
        int count = 0;
        int digits = 0;
        long number = 0;
        for (int i = 0; i <= folded.length(); i++) {
            char c = i < folded.length() ? folded.charAt(i) : ' ';
            if (c >= '0' && c <= '9') {
                number = number * 31 + c;
                digits++;
            } else if (digits > 0) {
                if (digits >= DIGITS) {
                    found = count < found.length ? found : Arrays.copyOf(found, count * 2);
                    found[count++] = hash(number);
                }
                digits = 0;
                number = 0;
            }
        }
        Arrays.sort(found, 0, count);
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += i > 0 && found[i] == found[i - 1] ? 0 : found[i];
        }
        return sum;
    }

    /** The finishing steps of SplitMix64, which let no bit of the input hide. */
    private static int hash(long value) {
        long mixed = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return (int) (mixed >>> 32);
    }
}
