package postern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailsTest {
    @TempDir
    private Path folder;

    private List<String> read(Path... roots) {
        List<String> seen = new ArrayList<>();
        Mails.each(List.of(roots), new Mails.Reader() {
            @Override
            public void mail(String name, byte[] octets) {
                seen.add(short_(name) + "=" + new String(octets, StandardCharsets.UTF_8));
            }

            @Override
            public void unreadable(String name, String trouble) {
                seen.add(short_(name) + "!" + trouble);
            }
        });
        return seen;
    }

    private String short_(String name) {
        return name.replace(folder + "/", "");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void files_of_a_directory_come_in_the_order_of_their_names_and_those_below_after_them() throws IOException {
        write("b.eml", "B");
        write("a.eml", "A");
        write("cur/1", "C");
        write(".hidden", "D");
        assertThat(read(folder)).containsExactly("a.eml=A", "b.eml=B", "cur/1=C");
    }

    @Test
    void a_mailbox_file_is_parted_and_its_quoting_taken_back() throws IOException {
        Path box = write("box", "From a@b Mon Nov 16 09:00:00 2026\nSubject: 1\n\n>From here\nFrom me to you\n\nFrom a@b Mon Nov 16 09:00:01 2026\nSubject: 2\n\nlast line\n"
            + "From a@b Mon Nov 16 09:00:02 2026\nSubject: 3\n");
        assertThat(read(box)).containsExactly("box#1=Subject: 1\n\nFrom here\nFrom me to you\n\n", "box#2=Subject: 2\n\nlast line\n", "box#3=Subject: 3\n");
    }

    @Test
    void what_cannot_be_read_is_named_and_the_next_one_is_read() throws IOException {
        Path large = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(Mails.LARGEST + 1L);
        }
        assertThat(read(folder.resolve("nothing"), large, write("a", "A"))).containsExactly("nothing!cannot be read: NoSuchFileException", "large!over 64 MiB", "a=A");
    }
}
