/**
 * Finding mail: how texts are spelt and compared, and the Lucene index of them.
 *
 * <p>The way of a mail: the store's feed of changes ({@link postern.index.MailSource}) names it in the commit that stores it;
 * {@link postern.index.Indexer} reads it ({@link postern.index.MailText}) and adds its terms under its id, which it keeps in
 * whatever folder it lies. The index knows neither folders nor flags, so moving or reading a mail does not touch it. Each durable
 * commit of the index names the last change that it knows, so after a crash it goes on from there.
 *
 * <p>A search takes a {@link postern.index.Snapshot} that knows the store's newest change. Mails that the index does not know
 * yet, because it is late or made anew, are read and compared by the same {@link postern.index.Needle}.
 *
 * <ol>
 *   <li>A part of a text that occurs is found, two Chinese characters or the middle of an order number included
 *       ({@code SearchCorpusTest}, {@code NeedleTest}).
 *   <li>Simplified and traditional characters, wide and narrow ones, capital and small letters are alike, in the same way as for
 *       the rules of the desk ({@code NeedleTest}).
 *   <li>Index and eye agree on every mail ({@code NeedleTest}).
 *   <li>After kill -9 every stored mail is found ({@code KilledIndexTest}); a damaged index is made anew, and answers meanwhile stay
 *       right ({@code IndexTroubleTest}).
 *   <li>Time and memory for one mail are bounded: 256 Ki characters of text, 512 Ki of attached text, 64 Ki of header lines, 100
 *       letters of a word; what lies behind is not found ({@code HostileTextTest}).
 *   <li>While mail flows segments are merged seldom; when it is quiet they are merged as far as that saves room, and the files are
 *       those of the last commit ({@code PurgedIndexTest}).
 *   <li>Strangers' PDF are read in a process of its own, behind all other work, and the more of it is lost with some, the less is given to
 *       others that take long ({@code PdfTextTest}, {@code AllowanceTest}).
 * </ol>
 *
 * <p>Standards: RFC 3501 §6.4.4 for what a needle is. Punctuation between words counts where it joins them ({@code a@b.example}); otherwise a blank
 * stands for it. The text of ECMA-376 and ISO 26300 documents, of PDF and of text files is found.
 *
 * <p>Must not import: James, sockets, the mailbox tables.
 */
package postern.index;
