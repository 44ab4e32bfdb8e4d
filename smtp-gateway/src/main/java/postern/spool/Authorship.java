package postern.spool;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import postern.keeping.Person;
import postern.letter.Correspondent;
import postern.letter.LetterReader;

/**
 * Between whom a mail goes.
 *
 * @param authors as its header says
 */
record Authorship(Optional<String> sender, List<String> recipients, List<String> authors) {
    private static final int HEADER = 256 * 1024;

    /** @param envelope as {@link Envelope} writes it */
    static Authorship of(String envelope, byte[] mail) {
        try {
            Envelope read = Envelope.fromJson(envelope);
            return of(read.sender(), read.recipients(), mail);
        } catch (MessagingException unreadable) {
            return of("", List.of(), mail);
        }
    }

    static Authorship of(String sender, List<String> recipients, byte[] mail) {
        byte[] start = mail.length <= HEADER ? mail : Arrays.copyOf(mail, HEADER);
        return new Authorship(Optional.ofNullable(sender), recipients,
            new LetterReader().read(start).from().stream().map(Correspondent::address).toList());
    }

    /** Whether a person wrote it, or nobody else is to get it. */
    boolean isOf(Person person) {
        return sender.filter(person::has).isPresent() || authors.stream().anyMatch(person::has)
            || !recipients.isEmpty() && recipients.stream().allMatch(person::has);
    }
}
