package postern.archive;

/**
 * Where the content of a record lies, and its digest.
 *
 * @param from first octet in the day's file of contents
 * @param to octet behind the last
 * @param size octets of the mail, or of the events, as they were
 * @param sha256 of the unpacked block, in hex: a line of random digits, a line of JSON for a mail, then the content itself
 */
record Block(long from, long to, long size, String sha256) {
}
