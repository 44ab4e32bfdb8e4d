package postern.triage;

import java.util.Optional;
import java.util.random.RandomGenerator;
import postern.desk.TicketId;

/** Makes ticket numbers and tells a real one from a mistyped one: nine digits and Damm's check digit. */
public final class TicketNumbers {
    /** Damm's totally anti-symmetric quasigroup of order ten: finds each wrong digit and each swap of neighbours. */
    private static final String[] DAMM = {
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"};

    private TicketNumbers() {
    }

    /** A number at random; whether it is taken is the store's to find out. */
    public static TicketId draw(RandomGenerator random) {
        return of(random.nextInt(100_000_000, 1_000_000_000));
    }

    /** @param nine nine digits, the first not zero */
    public static TicketId of(int nine) {
        String digits = Integer.toString(nine);
        return written(digits + check(digits));
    }

    /** @param ten the ten digits without hyphens; empty if the check digit is wrong or it is no number of ours */
    public static Optional<TicketId> fromDigits(String ten) {
        if (ten.length() != 10 || ten.charAt(0) == '0' || !ten.chars().allMatch(c -> c >= '0' && c <= '9') || check(ten) != 0) {
            return Optional.empty();
        }
        return Optional.of(written(ten));
    }

    /** The ten digits without hyphens. */
    public static String digits(TicketId ticket) {
        return ticket.value().replace("-", "");
    }

    /** The number as the store keeps it. */
    public static long number(TicketId ticket) {
        return Long.parseLong(digits(ticket));
    }

    public static TicketId ofNumber(long number) {
        return written(Long.toString(number));
    }

    private static TicketId written(String ten) {
        return new TicketId(ten.substring(0, 3) + "-" + ten.substring(3, 6) + "-" + ten.substring(6));
    }

    private static int check(String digits) {
        int interim = 0;
        for (int i = 0; i < digits.length(); i++) {
            interim = DAMM[interim].charAt(digits.charAt(i) - '0') - '0';
        }
        return interim;
    }
}
