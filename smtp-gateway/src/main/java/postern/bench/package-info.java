/**
 * The command {@code bench}: how much mail this machine takes, files and answers.
 *
 * <p>A gateway of its own runs in this process, in a temporary home; everything else — the load, the company mail server that
 * takes the acknowledgements, the counting by IMAP — runs in a child process, so that the CPU time and memory shown are the
 * gateway's alone. A mail of the load goes the whole way: edge, group commit, flow, ticket, team folder, acknowledgement.
 *
 * <ol>
 *   <li>Accepted counts mails answered 250; in the folder counts messages that an IMAP client is told of.
 *   <li>The same seed sends the same mails.
 *   <li>It ends: a gateway that stops filing ends the run with what was seen so far and a status that is not 0.
 * </ol>
 *
 * <p>{@code --search} is another thing: it writes mails to the tables, has them indexed and searches them as IMAP does, without a gateway.
 *
 * <p>Must not import: the edge, the spool; but for {@code SearchBench} it uses the gateway as strangers do.
 */
package postern.bench;
