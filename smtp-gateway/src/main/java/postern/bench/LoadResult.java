package postern.bench;

/**
 * What the load client measured, the warm-up left out.
 *
 * @param acceptNanos from the first connection to the last 250
 * @param fileNanos from the first connection until IMAP told of the last message
 * @param acknowledgeNanos from the first connection until the company mail server had the last acknowledgement
 * @param medianNanos half of the mails were answered in this time, from MAIL (or the connection, if each mail has its own) to 250
 * @param slowNanos 99 of 100 mails were answered in this time
 * @param complete whether everything accepted was filed before the patience ended
 * @param lastReply the last refusal, empty if there was none
 * @param clientCpuNanos the client's own CPU time
 */
record LoadResult(int accepted, int refused, int filed, int acknowledged, long acceptNanos, long fileNanos, long acknowledgeNanos,
                  long medianNanos, long slowNanos, boolean complete, String lastReply, long clientCpuNanos) {
}
