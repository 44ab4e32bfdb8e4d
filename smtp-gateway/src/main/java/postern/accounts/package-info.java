/**
 * Who is who: accounts and their passwords, the domains and addresses that are ours.
 *
 * <p>A mail passes when the edge asks whether its recipients are ours, and when an agent logs in to read or to submit.
 *
 * <ol>
 *   <li>Passwords are stored as Argon2id hashes only ({@code AccountsTest}). A name that does not exist is checked against a
 *       hash too, at the same cost.
 *   <li>An app password opens the protocols it was made for and no other. ({@code AccountsTest})
 *   <li>A changed password, a removed app password and a disabled account count from the next log-in on, also for what is
 *       remembered of earlier ones. ({@code AccountsTest})
 *   <li>A service address is never an account, and nobody writes as an address that is not theirs. ({@code DeskRecipientsTest},
 *       {@code AccountsTest})
 * </ol>
 *
 * <p>Standards: RFC 9106 (Argon2id, second recommended option), the PHC string format; NIST SP 800-63B §5.1.1.2 (length of
 * passwords; no check against lists of leaked ones, as there is no connection to ask); RFC 5321 §4.5.1 (postmaster).
 *
 * <p>Must not import: the spool, the mailbox, the flow.
 */
package postern.accounts;
