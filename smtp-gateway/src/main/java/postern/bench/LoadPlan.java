package postern.bench;

import java.util.Map;

/**
 * What the load client is to do.
 *
 * @param smtpPort of the gateway, on loopback
 * @param imapsPort of the gateway, on loopback
 * @param passwords by login, of agents who together see all team folders
 * @param recipient service address
 * @param warmUp mails before the clock starts
 * @param mails in the run
 * @param size of a mail in octets
 * @param sessions at once
 * @param onePerConnection whether each mail has a connection of its own
 * @param pipelining whether MAIL, RCPT and DATA go in one packet
 * @param backlog mails accepted but not yet filed at which the client waits, 0 for any number
 * @param oneTopic whether all mails are about the same
 */
record LoadPlan(int smtpPort, int imapsPort, Map<String, String> passwords, String recipient, int warmUp, int mails, int size, int sessions,
                boolean onePerConnection, boolean pipelining, int backlog, boolean oneTopic, long seed) {
    LoadPlan {
        passwords = Map.copyOf(passwords);
    }
}
