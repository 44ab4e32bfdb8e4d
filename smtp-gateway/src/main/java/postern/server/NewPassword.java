package postern.server;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.Option;
import postern.terminal.Terminal;

/** A new password: asked for without echo, read from standard input, or made. Never an argument, which other users could see. */
final class NewPassword {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 16;

    @Option(names = "--password-stdin", description = "reads the password from the first line of standard input")
    private boolean stdin;

    @Option(names = "--generate", description = "makes a password and shows it once")
    private boolean generate;

    private String made;

    char[] choose() throws IOException, Failure {
        if (stdin) {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new Failure("standard input holds no password");
            }
            return line.toCharArray();
        }
        if (generate) {
            made = new SecureRandom().ints(LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append).toString();
            return made.toCharArray();
        }
        return ask();
    }

    private static char[] ask() throws Failure {
        Console console = System.console();
        char[] password = console == null ? null : console.readPassword("Password: ");
        if (password == null) {
            throw new Failure("there is no terminal to ask for the password; use --password-stdin or --generate");
        }
        char[] again = console.readPassword("Once more: ");
        if (!Arrays.equals(password, again)) {
            throw new Failure("the two passwords differ; nothing is changed");
        }
        return password;
    }

    void show(Terminal terminal) {
        if (made != null) {
            terminal.say("%s", made);
            terminal.note("shown only now");
        }
    }
}
