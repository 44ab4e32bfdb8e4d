/**
 * James' search of messages, answered by the index for words and by the store for everything that changes.
 *
 * <p>A search compiles James' criteria into conditions ({@link postern.search.Conditions}): about the row in the folder (flags, keywords,
 * uids, sizes, dates, modseqs), asked of SQLite at the moment of the search, and about the text, asked of one snapshot of the
 * index. Where few mails match the words, their rows are fetched by id; otherwise the folder's rows are read in order, or, where
 * words and marks (unseen, deleted) say all, none. A mail that came after the snapshot is read, so the answer is that of the store.
 *
 * <ol>
 *   <li>No search answers from an index that is behind: it waits, and then reads what is missing ({@code KilledIndexTest}).
 *   <li>Nobody finds what they may not read: the folder's rights are asked at each search ({@code SearchRightsTest}).
 *   <li>One search has at most 100 conditions about texts and holds 8 million ids; a larger one is answered NO. Of the mails that it
 *       would have to look at beyond 5,000, none is lost ({@code ConditionsTest}).
 *   <li>A search whose index is behind forgotten changes reads the mails ({@code RowsTest}).
 * </ol>
 *
 * <p>Standards: RFC 3501 §6.4.4 whole; RFC 4731, RFC 5182, RFC 7162 §3.1.5 and RFC 5032 as James reads them; RFC 5256 orders inside, since
 * James' IMAP has no SORT command.
 *
 * <p>Must not import: the mailbox's classes; it reads its tables.
 */
package postern.search;
