/**
 * Tickets: what the desk owes to whom, with every event that happened to it.
 *
 * <p>A mail passes through here twice. Tag asks for its {@link postern.tickets.Placement}: in one unit of work its ticket is found
 * or opened, so that two copies of a mail, however close, meet. File writes down what was decided since. An agent's mail passes
 * once: it stops the clock of the ticket that it answers.
 *
 * <ol>
 *   <li>One mail makes at most one ticket, however often the flow runs for it (SqlTicketsTest, FlowTest).
 *   <li>A copy of a mail makes nothing new and is not acknowledged, and its ticket says that it came; the same Message-ID with
 *       other words is another mail (FlowTest).
 *   <li>No mail of a stranger joins somebody's ticket, unless it shows a Message-ID that we signed; then it is kept there while the
 *       ticket is open, and its sender gets no say; else it opens a ticket of its own (StrangersTest, SqlTicketsTest).
 *   <li>The same question asked again without a thread joins its ticket and is not acknowledged twice; a reply about another order
 *       opens a ticket that names the first (JoiningTest).
 *   <li>A machine's mail starts no clock and stops none, except that an answer which did not arrive opens its ticket again (FlowTest).
 *   <li>An agent's mail is an answer only if one of its readers asked: a participant, or somebody who wrote on the ticket
 *       (SqlTicketsTest).
 *   <li>What people changed is not changed back by a mail that is handled again (SqlTicketsTest).
 *   <li>What a ticket's clocks show is a fold of its turns, which stand with its events: the stored deadlines are a cache of it, and are
 *       summed again when desk.yaml changes (ClockReadingTest, ClockFlowTest).
 *   <li>A mail that only says thank you starts no clock (CourtesyTest, ClockFlowTest, WhoseTurnTest).
 *   <li>Events are added, never changed. Every query uses an index, so the last of a million tickets costs what the first did
 *       (SqlTicketsTest).
 * </ol>
 *
 * <p>Standards: RFC 5322 §3.6.4 for Message-ID, In-Reply-To and References. Message-IDs are kept as hashes, together with the
 * participant who may refer to them.
 *
 * <p>Must not import: sockets, the server assembly.
 */
package postern.tickets;
