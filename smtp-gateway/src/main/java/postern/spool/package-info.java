/**
 * The spool: James mail queues and mail repositories on the store, the intake of the edge, the outbox of the replies.
 *
 * <p>A mail comes in by {@link postern.spool.SpoolIntake} (journal, body and row in one commit), or is left by a mailet through
 * {@link postern.spool.SqlOutbox} (within the commit of the ticket it belongs to). Its row waits in memory by priority and age;
 * {@link postern.spool.SqlMailQueue} hands it to James' mailet container, which runs the flow, and to RemoteDelivery. The body
 * is read once and never written again: a {@link postern.spool.StoredMessage} that nobody changed is passed on, put back and
 * filed by naming its body. When the flow is done, the row goes with the next commit, and what joined that commit
 * ({@link postern.spool.SqlLastCommit}) is done with it.
 *
 * <ol>
 *   <li>A mail whose {@code accept} returned is in the spool, also after kill -9, once under its name. ({@code SpoolIntakeTest},
 *       {@code SpoolKillTest})
 *   <li>A mail in hand at a crash comes back; one that was done with does not, unless its last commit was missing, and then
 *       everything after it was missing too. ({@code SpoolTest})
 *   <li>What is put into a queue out of a mail in hand is there from the commit that removes that mail's row, and only then: a
 *       crash doubles nothing, a failed run leaves nothing. It is not visible before. The same holds for units of
 *       work that joined that commit. ({@code SpoolTest}, {@code LastCommitTest}, {@code SpoolKillTest})
 *   <li>Octets of an unchanged message come out of queue and repository exactly as they came in, also broken ones.
 *       ({@code SpooledMailTest})
 *   <li>Nothing is dropped: a rejected mail stays for a later try, a row that cannot be read stays in the store.
 *       ({@code SpoolTest}, {@code SpooledMailTest})
 *   <li>A mail without a sender that will not be delivered comes back to the flow, once. ({@code SpooledMailTest})
 *   <li>What keeps a mail from being worked on twice is kept while journal, queues or repositories hold the mail, and then
 *       forgotten. ({@code ForgettingTest})
 *   <li>Where mails come in by the dozen they go before the flow, which then works on one mail at a time; no accepted mail waits longer than
 *      ten seconds for this. ({@code RushTest})
 *   <li>Memory is bounded: a waiting row costs some hundred octets; mails beside them 32 MiB a queue; a large body is read in
 *       parts. No polling: without mail nothing runs.
 * </ol>
 *
 * <p>Standards: RFC 3834 §3.3 (the null sender of our replies). James' contracts of queues, queue factories, mail repositories
 * and their list are kept whole ({@code SqlMailQueueContractTest}, {@code SqlMailQueueFactoryContractTest},
 * {@code SqlMailRepositoryContractTest}, {@code SqlMailRepositoryUrlsContractTest}).
 *
 * <p>Must not import: the mailbox, the server assembly.
 */
package postern.spool;
