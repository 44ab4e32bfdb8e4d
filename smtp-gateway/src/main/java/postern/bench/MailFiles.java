package postern.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import postern.terminal.ProgressBar;

/** The mails of the load as files, one each below {@code mails} and all in {@code mails.mbox}: work for {@code explain}. */
final class MailFiles {
    private static final byte[] POSTMARK = "From load@mail.example Mon Nov 16 09:00:00 2026\n".getBytes(StandardCharsets.US_ASCII);

    private MailFiles() {
    }

    static void write(Correspondence correspondence, int mails, Path directory, ProgressBar progress) throws IOException {
        Path single = Files.createDirectories(directory.resolve("mails"));
        try (OutputStream all = new BufferedOutputStream(Files.newOutputStream(directory.resolve("mails.mbox")))) {
            for (int i = 0; i < mails; i++) {
                byte[] mail = correspondence.mail(i);
                Files.write(single.resolve("%07d.eml".formatted(i)), mail);
                all.write(POSTMARK);
                all.write(mail);
                all.write('\n');
                progress.at(i + 1, "written");
            }
        }
    }
}
