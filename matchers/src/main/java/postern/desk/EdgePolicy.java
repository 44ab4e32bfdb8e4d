package postern.desk;

import java.time.Duration;

/**
 * Limits of the SMTP edge.
 *
 * @param messageSize octets at most of one mail
 * @param recipients at most in one transaction; RFC 5321 §4.5.3.1.8 asks for at least 100
 * @param connections open at once in all
 * @param connectionsPerAddress open at once from one client address
 * @param mailsPerMinute from one client address
 * @param spoolDepth mails waiting at which the edge answers 452
 * @param freeDisk octets below which the edge answers 452
 * @param commandTimeout between commands
 * @param dataTimeout for the whole of DATA
 */
public record EdgePolicy(long messageSize, int recipients, int connections, int connectionsPerAddress, int mailsPerMinute,
                         int spoolDepth, long freeDisk, Duration commandTimeout, Duration dataTimeout) {
}
