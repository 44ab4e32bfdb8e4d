/**
 * The one reader of mail: bytes in, {@link postern.letter.Letter} out, for decisions, index and reports alike.
 *
 * <ol>
 *   <li>Any bytes give a Letter; what could not be understood is named in its defects.
 *   <li>Pure, without I/O, thread-safe; time and memory are bounded by {@link postern.letter.ReadLimits}.
 * </ol>
 *
 * <p>Must not import: anything of Postern but {@link postern.desk.Reason}.
 */
package postern.letter;
