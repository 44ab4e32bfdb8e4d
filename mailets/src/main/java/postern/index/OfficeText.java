package postern.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Words of an office document: ECMA-376 (docx, xlsx, pptx) and ISO 26300 (odt, ods, odp), which are XML in a ZIP file. Read as
 * a stream, up to bounds; no entity and nothing outside the file is looked at. What is damaged is read as far as it goes.
 */
final class OfficeText {
    private static final int ENTRIES = 1000;
    /** Octets of XML that are unpacked at most, of all entries together. */
    private static final long UNPACKED = 16L * 1024 * 1024;
    private static final Pattern WORDS = Pattern.compile("word/(document|header\\d*|footer\\d*|footnotes|comments)\\.xml"
        + "|xl/(sharedStrings|comments\\d*)\\.xml|xl/worksheets/sheet\\d+\\.xml|ppt/(slides|notesSlides)/\\w+\\.xml|content\\.xml");
    private static final XMLInputFactory XML = factory();

    private OfficeText() {
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    static boolean isOffice(String name, String type) {
        return type.startsWith("application/vnd.openxmlformats-officedocument.") || type.startsWith("application/vnd.oasis.opendocument.")
            || name.toLowerCase(Locale.ROOT).matches(".*\\.(docx|xlsx|pptx|odt|ods|odp)");
    }

    /** @param most characters */
    static String of(byte[] file, int most) {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            Bounded unpacked = new Bounded(zip);
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null && entries++ < ENTRIES && text.length() < most; entry = zip.getNextEntry()) {
                if (WORDS.matcher(entry.getName()).matches()) {
                    read(unpacked, text, most, entry.getName().startsWith("xl/worksheets"));
                } else {
                    unpacked.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException | IllegalArgumentException damaged) {
            // What was read is what there is.
        }
        return text.toString();
    }

    private static void read(InputStream in, StringBuilder text, int most, boolean sheet) throws IOException {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(in);
            String element = "";
            while (xml.hasNext() && text.length() < most) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> element = xml.getLocalName();
                    case XMLStreamConstants.CHARACTERS -> {
                        // A cell of a sheet holds a number of a shared string as often as a value; inline text is marked.
                        if (!sheet || element.equals("t")) {
                            text.append(xml.getText(), 0, Math.min(xml.getTextLength(), most - text.length()));
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (xml.getLocalName().matches("p|h|si|tab|br|tc|is")) {
                            text.append('\n');
                        }
                    }
                    default -> { }
                }
            }
        } catch (XMLStreamException damaged) {
            text.append('\n');
        }
    }

    /** Ends when too much was unpacked, and does not close what it reads from. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left = UNPACKED;

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = left <= 0 ? -1 : in.read(into, from, (int) Math.min(length, left));
            if (left <= 0) {
                throw new IOException("the file unpacks to too much");
            }
            left -= Math.max(count, 0);
            return count;
        }
    }
}
