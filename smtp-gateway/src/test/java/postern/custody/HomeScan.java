package postern.custody;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.store.Store;

/** Looks for words in every octet of a home: in all files as they are, in the terms of the index, in what the archive unpacks. */
final class HomeScan {
    private static final Charset GBK = Charset.forName("GBK");

    private final List<String> words;

    HomeScan(List<String> words) {
        this.words = words;
    }

    /** @return where which word is; a word counts in UTF-8, in GBK, in any case, and as base64 writes it */
    Set<String> found(Path home, Store store) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                look(home.relativize(file).toString(), octets(file), found);
            }
        }
        terms(home.resolve("index"), found);
        Archive archive = new Archive(store, Archive.folder(store));
        try (Stream<Archived> mails = archive.between(Instant.EPOCH, Instant.now().plusSeconds(100_000_000))) {
            for (Archived mail : mails.filter(one -> one.erased().isEmpty()).toList()) {
                look("archived " + mail.number() + " envelope " + mail.name(), mail.envelope().toString().getBytes(StandardCharsets.UTF_8), found);
                try (InputStream raw = mail.raw()) {
                    look("archived " + mail.number(), raw.readAllBytes(), found);
                }
                look("archived events of " + mail.number(), mail.events().toString().getBytes(StandardCharsets.UTF_8), found);
            }
        }
        return found;
    }

    private static byte[] octets(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0];
        }
    }

    private void terms(Path folder, Set<String> found) throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder); DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                for (FieldInfo field : leaf.reader().getFieldInfos()) {
                    TermsEnum terms = leaf.reader().terms(field.name) == null ? TermsEnum.EMPTY : leaf.reader().terms(field.name).iterator();
                    for (var term = terms.next(); term != null; term = terms.next()) {
                        look("term of " + field.name, java.util.Arrays.copyOfRange(term.bytes, term.offset, term.offset + term.length), found);
                    }
                }
            }
        }
    }

    private void look(String where, byte[] octets, Set<String> found) {
        String raw = new String(octets, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        String exact = new String(octets, StandardCharsets.ISO_8859_1);
        for (String word : words) {
            boolean plain = Stream.of(StandardCharsets.UTF_8, GBK, StandardCharsets.UTF_16LE).anyMatch(charset ->
                raw.contains(new String(word.getBytes(charset), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)));
            if (plain || Stream.of(StandardCharsets.UTF_8, GBK).flatMap(charset -> base64(word.getBytes(charset)).stream()).anyMatch(exact::contains)) {
                found.add(word + " in " + where);
            }
        }
    }

    /** What of the base64 of a longer text only the word decides, wherever it begins. */
    private static List<String> base64(byte[] word) {
        List<String> all = new ArrayList<>();
        for (int shift = 0; shift < 3 && word.length >= 9; shift++) {
            byte[] shifted = new byte[shift + word.length];
            System.arraycopy(word, 0, shifted, shift, word.length);
            String written = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            all.add(written.substring(shift == 0 ? 0 : 4, shifted.length / 3 * 4));
        }
        return all;
    }
}
