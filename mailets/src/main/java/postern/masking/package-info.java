/**
 * Takes a person out of other people's mail: address, name and quoted words are masked, all else stays octet for octet.
 *
 * <p>A mail that somebody else wrote passes here when a person who is mentioned or quoted in it is erased.
 *
 * <ol>
 *   <li>A mail without a trace of the person is given back as it is. ({@code MaskingTest})
 *   <li>Parts without a trace keep their octets, with their encoding. ({@code MaskingTest})
 *   <li>Another address that ends like the person's is another person's. ({@code MaskingTest})
 *   <li>A signature that no longer fits is taken away, and the result says so. ({@code MaskingTest})
 * </ol>
 *
 * <p>Follows RFC 5322 (fields), RFC 2045 to 2047 (parts, transfer encodings, encoded words); encrypted parts cannot be looked into
 * and stay.
 *
 * <p>Must not import: the store, the server's packages. Reads no clock, does no input or output.
 */
package postern.masking;
