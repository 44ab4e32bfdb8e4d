package postern.server;

/** The ports that a running gateway serves. */
public record Ports(int smtp, int submission, int submissions, int imap, int imaps, int http) {
}
