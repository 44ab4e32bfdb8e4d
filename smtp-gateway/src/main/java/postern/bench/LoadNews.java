package postern.bench;

/**
 * A line from the load client.
 *
 * @param stage what is going on
 * @param nanos of this stage so far
 * @param accepted mails answered 250, warm-up included
 * @param filed messages in team folders, as IMAP tells
 * @param acknowledged mails that the company mail server got
 * @param refused mails answered otherwise
 * @param port of the company mail server, in stage {@code READY}
 * @param result in stage {@code DONE}, else null
 */
record LoadNews(Stage stage, long nanos, int accepted, int filed, int acknowledged, int refused, int port, LoadResult result) {
    enum Stage { READY, WARMING, WARM, SENDING, FILING, ACKNOWLEDGING, DONE }
}
