package postern.edge;

import java.util.Optional;

/** What a peer sent where a command was due. */
sealed interface CommandLine {
    /** A line of printable ASCII. @param verb in upper case @param argument without surrounding blanks */
    record Said(String verb, String argument) implements CommandLine {
    }

    /** A line that is no command. */
    record Broken(Refusal refusal) implements CommandLine {
    }

    /** No line any more. @param lastWord what to tell a peer that may still listen */
    record Silence(Optional<Refusal> lastWord) implements CommandLine {
    }
}
