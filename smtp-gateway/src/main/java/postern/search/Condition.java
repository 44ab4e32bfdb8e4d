package postern.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import postern.index.MailText;

/** What a mail must be. */
sealed interface Condition {
    boolean holds(Candidate candidate);

    /** How dear it is to ask: cheap ones are asked first. */
    default int cost() {
        return 0;
    }

    /** About the row. */
    record OfRow(Predicate<Row> test) implements Condition {
        @Override
        public boolean holds(Candidate candidate) {
            return test.test(candidate.row());
        }
    }

    /** About a mark. */
    record OfMark(Mark mark, boolean borne) implements Condition {
        @Override
        public boolean holds(Candidate candidate) {
            return mark.on(candidate.row().flags()) == borne;
        }

        /** @return those of some uids for whose mails it holds, given the uids of all that bear the mark, both ascending */
        long[] among(long[] some, long[] bearing) {
            long[] left = new long[some.length];
            int count = 0;
            int at = 0;
            for (long uid : some) {
                while (at < bearing.length && bearing[at] < uid) {
                    at++;
                }
                if ((at < bearing.length && bearing[at] == uid) == borne) {
                    left[count++] = uid;
                }
            }
            return Arrays.copyOf(left, count);
        }
    }

    /**
     * About the text.
     *
     * @param hits ids of the indexed mails that the index names, ascending; null without an index
     * @param certain whether they are right as they are, or have to be looked at
     * @param looked how many were looked at so far; past a bound it is taken to hold or not
     * @param otherwise what it is taken for then, so that a mail is shown rather than lost
     */
    record OfText(long[] hits, boolean certain, Predicate<MailText> byEye, Looks looked, boolean otherwise) implements Condition {
        @Override
        public boolean holds(Candidate candidate) {
            if (hits == null || !candidate.indexed()) {
                return byEye.test(candidate.text());
            }
            return Arrays.binarySearch(hits, candidate.row().mail()) >= 0
                && (certain || (looked.another() ? byEye.test(candidate.text()) : otherwise));
        }

        @Override
        public int cost() {
            return hits == null ? 3 : certain ? 1 : 2;
        }
    }

    /** Counts the mails that one search looks at although the index knows them. */
    final class Looks {
        private int left;
        private long overlooked;

        Looks(int most) {
            this.left = most;
        }

        boolean another() {
            if (left > 0) {
                left--;
                return true;
            }
            overlooked++;
            return false;
        }

        long overlooked() {
            return overlooked;
        }
    }

    /** All of them. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = parts.stream().sorted(Comparator.comparingInt(Condition::cost)).toList();
        }

        @Override
        public boolean holds(Candidate candidate) {
            for (Condition part : parts) {
                if (!part.holds(candidate)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int cost() {
            return most(parts, Condition::cost);
        }

        List<OfMark> marks() {
            return parts.stream().filter(OfMark.class::isInstance).map(OfMark.class::cast).toList();
        }

        /** @return whether lists of marks tell all mails for which it holds */
        boolean areMarks() {
            return parts.stream().allMatch(OfMark.class::isInstance) && parts.stream().anyMatch(part -> ((OfMark) part).borne());
        }

        /** @return ids of the indexed mails for which it holds but for marks, if these depend on nothing but the index */
        Optional<long[]> onlyHits() {
            long[] all = null;
            for (Condition part : parts) {
                if (part instanceof OfMark) {
                    continue;
                }
                if (!(part instanceof OfText text) || !text.certain() || text.hits() == null) {
                    return Optional.empty();
                }
                long[] before = all;
                all = before == null ? text.hits() : Arrays.stream(text.hits()).filter(mail -> Arrays.binarySearch(before, mail) >= 0).toArray();
            }
            return Optional.ofNullable(all);
        }

        /** @return the shortest list of indexed mails outside of which none holds; empty if none is known */
        Optional<long[]> fewest() {
            return parts.stream().filter(OfText.class::isInstance).map(part -> ((OfText) part).hits())
                .min(Comparator.comparingInt(hits -> hits.length));
        }
    }

    /** One of them. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = parts.stream().sorted(Comparator.comparingInt(Condition::cost)).toList();
        }

        @Override
        public boolean holds(Candidate candidate) {
            for (Condition part : parts) {
                if (part.holds(candidate)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int cost() {
            return most(parts, Condition::cost);
        }
    }

    /** Not so. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Candidate candidate) {
            return !part.holds(candidate);
        }

        @Override
        public int cost() {
            return part.cost();
        }
    }

    private static int most(List<Condition> parts, ToIntFunction<Condition> cost) {
        return parts.stream().mapToInt(cost).max().orElse(0);
    }
}
