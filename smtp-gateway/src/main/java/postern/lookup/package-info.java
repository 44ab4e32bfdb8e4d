/**
 * The command {@code search}: finds mails of all folders for whoever may read the home directory.
 *
 * <p>A query is read into a {@link postern.index.Wish}; words are asked of the index as it was committed last, what the desk knows
 * of the tables, and mails that came since are read. Nothing is written, so it works beside a running gateway.
 *
 * <ol>
 *   <li>What the gateway has stored is found, whether its index knows it yet or not ({@code SearchCommandTest}).
 *   <li>A query that cannot be understood is shown with a mark at the place and what to write instead ({@code WishReaderTest}).
 * </ol>
 *
 * <p>Must not import: the mailbox's and the tickets' classes; it reads their tables.
 */
package postern.lookup;
