package postern.desk;

import com.google.re2j.Pattern;

/**
 * How the numbers of one kind of order look.
 *
 * @param id unique in the desk
 * @param pattern RE2/J; its one group, or without a group the whole match, is the number
 */
public record OrderNumber(String id, Pattern pattern) {
    public OrderNumber {
        if (pattern.groupCount() > 1) {
            throw new IllegalArgumentException("the pattern of order numbers '" + id + "' has several groups");
        }
        if (pattern.matches("")) {
            throw new IllegalArgumentException("the pattern of order numbers '" + id + "' finds nothing everywhere");
        }
    }
}
