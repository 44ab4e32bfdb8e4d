/**
 * The SMTP edge: takes mail for the desk from anyone, and mail from the desk's agents to anyone, or says in one line why not.
 *
 * <p>A connection comes in through a {@code Gate}, one a door, which is a server of SubEthaSMTP. The library accepts, runs a
 * virtual thread for each session and looks the verb up in its command table; every entry of the table is ours. The octets are
 * read by {@code Wire} and {@code Lines}, what a session knows is in {@code Dialogue} and {@code Visit}, and the verbs are
 * {@code Greetings}, {@code LogIn}, {@code Envelopes}, {@code Delivery} and {@code Courtesies}. A verb answers with a {@link
 * postern.edge.Refusal} or goes on. At MAIL, RCPT and the end of DATA all {@link postern.edge.Policy policies} are asked. A mail ends as
 * an {@link postern.edge.Arrival} at the {@link postern.edge.Intake}.
 *
 * <p>Guarantees:
 * <ol>
 * <li>250 after DATA is said only when the intake has returned (EdgeTest, DeliveryTest).
 * <li>No octet of a mail is ever read as a command, and no octet sent before TLS counts under it (SmugglingTest, TextTest, SubmissionTest).
 * <li>Strangers reach our recipients only; agents write only as themselves (RecipientsTest, SubmissionTest).
 * <li>A password is not asked for, or taken, in clear (SubmissionTest).
 * <li>Whatever a peer sends or does not send, its session ends within the time of its phase and takes bounded memory
 *     (DeadlinesTest, LimitsTest, AnyOctetsTest).
 * <li>What went wrong inside is told to the log and never to the peer (DeliveryTest).
 * <li>A stop loses no mail that was under way, within its bound (DrainTest).
 * </ol>
 *
 * <p>Standards:
 * <ul>
 * <li>RFC 5321: all a server needs; VRFY always answers 252, EXPN and TURN are not implemented, source routes are dropped. Lines
 *     of a mail may be longer than 998 octets, and may hold NUL (RFC 5322 §4 asks to bear it): the mail passes as it is
 *     and is counted.
 * <li>RFC 6409, RFC 8314: submission; the content is checked and not changed.
 * <li>RFC 3207 STARTTLS with TLS 1.2 and 1.3; RFC 4954 AUTH with PLAIN and LOGIN, its MAIL parameter is read and ignored.
 * <li>RFC 1870 SIZE, RFC 6152 8BITMIME, RFC 2920 PIPELINING, RFC 2034 and RFC 3463 enhanced codes, RFC 9422 LIMITS, RFC 3848
 *     transmission types.
 * <li>Not offered, RFC 6531 SMTPUTF8: the servers behind us take no such addresses, and a mail must not be accepted that cannot go
 *     on. Header fields in UTF-8 pass all the same.
 * <li>Not offered, RFC 3461 DSN: the intake keeps no NOTIFY, so a promise to report could not be held.
 * <li>Not offered, RFC 3030 CHUNKING: every mail that comes could come by DATA, whose end cannot be disputed.
 * <li>Not offered, PROXY protocol and XCLIENT: the client is whom the socket names.
 * </ul>
 *
 * <p>Keep the log level of {@code org.subethamail} above DEBUG: at DEBUG the library looks up the client's name for each connection,
 * in the session's way.
 *
 * <p>Must not import: the mailbox, the flow.
 */
package postern.edge;
