/**
 * The one reader of mail: bytes in, {@link postern.letter.Letter} out, for decisions, index and reports alike.
 *
 * <p>The way of a mail: {@code MimeWalk} finds its parts in one pass; {@code Contents} takes what a person would read, decoding only that;
 * {@code Quotes} and {@code Signatures} part what was written now from what a mail program added; {@code Origins} asks whether a person or a
 * machine wrote it, {@code Bounces} what a bounce says, {@code Languages} in which language it speaks. {@link postern.letter.DataPoints}
 * and {@link postern.letter.CustomerName} are asked only by those who need them.
 *
 * <p>Guarantees:
 * <ol>
 *   <li>Any bytes give a Letter; what could not be understood is named in its defects ({@code LetterPropertiesTest}, {@code CorporaTest}).
 *   <li>Time and memory are linear in the mail and bounded by {@link postern.letter.ReadLimits}, whatever a stranger sends
 *       ({@code HostileMailTest}).
 *   <li>Parting a text neither loses nor doubles a word ({@code LetterPropertiesTest}); in doubt text counts as new ({@code GoldenMailsTest}).
 *   <li>{@code Auto-Submitted: no} is a person, and so is one who writes about being away ({@code GoldenMailsTest}).
 *   <li>No rule names a sender or a mail; what is known is how programs speak.
 * </ol>
 *
 * <p>Standards: RFC 5322 with its obsolete syntax, read leniently; RFC 2045 to 2047, RFC 2231, RFC 6532; RFC 3676; RFC 3834 and
 * RFC 5230 (signs of automatic mail), RFC 3464 and RFC 3463, RFC 5965, RFC 8098; RFC 5545 as far as a person reads it; MS-OXTNEF
 * with MS-OXRTFCP and MS-OXRTFEX, RTF as far as its words; RFC 1843. RFC 8551 and RFC 9580 are recognised, opaque signed data is
 * opened, nothing is verified or decrypted. UTF-7 is refused.
 *
 * <p>Pure, without I/O, thread-safe. Must not import: anything of Postern but {@link postern.desk.Reason}.
 */
package postern.letter;
