package postern.desk.file;

import java.util.List;
import java.util.stream.Collectors;
import postern.desk.Desk;

/** What came of reading a configuration: a desk that can run, or what is wrong. */
public sealed interface Checked {

    /** @param places where the things of the desk stand in the text */
    record Right(Desk desk, Places places) implements Checked {
    }

    /** @param mistakes all of them, in the order of the file; at least one */
    record Wrong(List<Mistake> mistakes) implements Checked {
        public Wrong {
            mistakes = List.copyOf(mistakes);
        }

        /** One mistake a line. */
        public String text() {
            return mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n"));
        }
    }

    /** @throws IllegalArgumentException with all mistakes, if it is wrong */
    default Desk orThrow() {
        return switch (this) {
            case Right right -> right.desk();
            case Wrong wrong -> throw new IllegalArgumentException(wrong.text());
        };
    }
}
