package postern.server;

import java.net.BindException;
import java.nio.file.AccessDeniedException;

/** Turns what hindered the start into words with a way out. */
final class Hindrance {
    private Hindrance() {
    }

    static Failure of(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Failure failure -> {
                    return failure;
                }
                case BindException bind -> {
                    return new Failure("cannot listen: " + deepest(thrown, bind) + "; is another mail server running, or does the port need a right? "
                        + "'postern help run' says how to give it, 'listen' in desk.yaml names other ports", thrown);
                }
                case AccessDeniedException denied -> {
                    return new Failure("may not use " + denied.getFile() + "; give it to the user that runs Postern, or name another --home", thrown);
                }
                default -> { }
            }
        }
        return new Failure("cannot start: " + (thrown.getMessage() == null ? thrown.toString() : thrown.getMessage()), thrown);
    }

    private static String deepest(Throwable thrown, BindException bind) {
        String outer = thrown.getMessage();
        return outer == null || outer.isBlank() ? bind.getMessage() : outer;
    }
}
