package postern.imap;

/**
 * How large one IMAP command may be.
 *
 * @param line octets at most between two literals; RFC 7162 §4 asks for 8192
 * @param literals number at most
 * @param octets of all literals and lines of a command that is not APPEND
 * @param append octets of an APPEND
 * @param depth of parentheses
 * @param words number of arguments, which bounds the work of parsers that call themselves
 */
record CommandLimits(int line, int literals, int octets, long append, int depth, int words) {
    /** Before log-in there is nothing to say but a name and a password. */
    static CommandLimits stranger() {
        return new CommandLimits(8192, 4, 16 * 1024, 16 * 1024, 4, 64);
    }

    /** @param message octets of the largest mail the desk takes */
    static CommandLimits agent(long message) {
        return new CommandLimits(64 * 1024, 64, 256 * 1024, message + 64 * 1024, 32, 1000);
    }
}
