package postern.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;

/** What {@link PdfProcess} starts: reads PDF from its input, and writes their text to its output, each with its length in front. */
final class PdfPages {
    private static final int PAGES = 300;
    private static final int MOST = 512 * 1024;
    private static final long IDLE_MILLIS = 60_000;

    private PdfPages() {
    }

    public static void main(String[] none) throws IOException {
        DataOutputStream answers = new DataOutputStream(System.out);
        // What others print must not come between the answers.
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        FontMappers.set(new OneFont());
        AtomicLong last = new AtomicLong(System.nanoTime());
        Thread.ofPlatform().daemon().start(() -> endIdle(last));
        DataInputStream questions = new DataInputStream(System.in);
        try {
            while (true) {
                byte[] file = questions.readNBytes(questions.readInt());
                last.set(Long.MAX_VALUE);
                byte[] text = text(file).getBytes(StandardCharsets.UTF_8);
                answers.writeInt(text.length);
                answers.write(text);
                answers.flush();
                last.set(System.nanoTime());
            }
        } catch (EOFException end) {
            // Nobody asks any more.
        }
    }

    private static void endIdle(AtomicLong last) {
        try {
            while (last.get() == Long.MAX_VALUE || System.nanoTime() - last.get() < IDLE_MILLIS * 1_000_000) {
                Thread.sleep(IDLE_MILLIS / 10);
            }
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String text(byte[] file) {
        StringBuilder text = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(file)) {
            PDFTextStripper stripper = new PDFTextStripper();
            for (int page = 1; page <= Math.min(PAGES, document.getNumberOfPages()) && text.length() < MOST; page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                text.append(stripper.getText(document)).append('\n');
            }
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            // What was read is what there is.
        }
        return text.substring(0, Math.min(MOST, text.length()));
    }

    /** Letters are wanted, not their shapes: no font of the machine is looked for, which takes long. */
    private static final class OneFont implements FontMapper {
        private final TrueTypeFont font;

        OneFont() {
            try (InputStream file = PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
                font = new TTFParser().parse(new RandomAccessReadBuffer(file.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
            return new FontMapping<>(font, true);
        }

        @Override
        public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
            return new FontMapping<>(font, true);
        }

        @Override
        public CIDFontMapping getCIDFont(String name, PDFontDescriptor descriptor, PDCIDSystemInfo system) {
            return new CIDFontMapping(null, font, true);
        }
    }
}
