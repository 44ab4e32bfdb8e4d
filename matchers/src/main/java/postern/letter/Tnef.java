package postern.letter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is inside a {@code winmail.dat}: files and text that Outlook packed its own way (MS-OXTNEF).
 *
 * <p>Names come without a charset unless the mail says its code page; GBK and Big5 are guessed then. Lengths are claims of a stranger and are
 * checked against what is there; what cannot be read ends the reading, and what was found so far stays.
 *
 * @param files files inside, without their contents
 * @param text plain text, may be empty
 * @param html HTML text, may be empty
 */
record Tnef(List<Attachment> files, String text, String html) {
    /** Of this much RTF a text is made; what is more is formatting. */
    private static final int RTF_OCTETS = 2 * 1024 * 1024;
    private static final int SIGNATURE = 0x223E9F78;
    private static final int ATTACH_REND_DATA = 0x00069002;
    private static final int ATTACH_TITLE = 0x00018010;
    private static final int ATTACH_DATA = 0x0006800F;
    private static final int ATTACHMENT = 0x00069005;
    private static final int MAPI_PROPS = 0x00069003;
    private static final int BODY = 0x0002800C;
    private static final int OEM_CODEPAGE = 0x00069007;
    private static final int MOST_FILES = 200;

    /**
     * @param mostText characters of text, 0 if only the files are wanted
     * @return empty if the octets are no TNEF
     */
    static Optional<Tnef> read(byte[] octets, int mostText) {
        if (octets.length < 6 || OctetsLittleEndian.int32(octets, 0) != SIGNATURE) {
            return Optional.empty();
        }
        Reading reading = new Reading(octets, mostText);
        reading.attributes();
        reading.endFile();
        return Optional.of(reading.tnef());
    }

    private static final class Reading {
        private final byte[] octets;
        private final int mostText;
        private final List<Attachment> files = new ArrayList<>();
        private String text = "";
        private String html = "";
        private byte[] rtf = new byte[0];
        private String charset = "";
        private boolean inFile;
        private String name = "";
        private String type = "application/octet-stream";
        private long size;

        Reading(byte[] octets, int mostText) {
            this.octets = octets;
            this.mostText = mostText;
        }

        /** Outlook gives its text once or several times; RTF is asked last, for it says the least. */
        Tnef tnef() {
            if (rtf.length == 0 || !text.isBlank() || !html.isBlank()) {
                return new Tnef(files, text, html);
            }
            RtfText written = RtfText.of(rtf, mostText);
            return new Tnef(files, written.html() ? "" : written.text(), written.html() ? written.text() : "");
        }

        /** MS-OXTNEF §2.1.3.3: level, id, length, value, checksum. */
        void attributes() {
            int at = 6;
            while (at + 11 <= octets.length) {
                int id = OctetsLittleEndian.int32(octets, at + 1);
                long length = OctetsLittleEndian.int32(octets, at + 5) & 0xFFFFFFFFL;
                int from = at + 9;
                if (length > octets.length - from) {
                    return;
                }
                attribute(id, from, (int) length);
                at = from + (int) length + 2;
            }
        }

        private void attribute(int id, int from, int length) {
            switch (id) {
                case OEM_CODEPAGE -> charset = length >= 4 ? codePage(OctetsLittleEndian.int32(octets, from)) : "";
                case ATTACH_REND_DATA -> {
                    endFile();
                    inFile = files.size() < MOST_FILES;
                }
                case ATTACH_TITLE -> name = name.isEmpty() ? string(from, length) : name;
                case ATTACH_DATA -> {
                    inFile = files.size() < MOST_FILES;
                    size = length;
                }
                case ATTACHMENT -> MapiProperties.each(octets, from, from + length, this::property);
                case MAPI_PROPS -> MapiProperties.each(octets, from, from + length, this::property);
                case BODY -> text = text.isEmpty() ? string(from, length) : text;
                default -> { }
            }
        }

        private void property(int id, int type, int from, int to) {
            switch (id) {
                case MapiProperties.LONG_FILENAME -> name = value(type, from, to);
                case MapiProperties.DISPLAY_NAME -> name = inFile && name.isEmpty() ? value(type, from, to) : name;
                case MapiProperties.MIME_TAG -> this.type = value(type, from, to).toLowerCase(Locale.ROOT);
                case MapiProperties.DATA_OBJECT -> size = size == 0 ? to - from : size;
                case MapiProperties.BODY -> text = value(type, from, to);
                case MapiProperties.HTML -> html = value(type, from, to);
                case MapiProperties.RTF -> rtf = CompressedRtf.read(octets, from, to, mostText == 0 || rtf.length > 0 ? 0 : RTF_OCTETS).orElse(rtf);
                default -> { }
            }
        }

        private String value(int type, int from, int to) {
            return type == MapiProperties.UNICODE ? withoutEnd(new String(octets, from, Math.min(to - from, 2 * mostText), StandardCharsets.UTF_16LE))
                : string(from, to - from);
        }

        private String string(int from, int length) {
            return withoutEnd(Charsets.decode(octets, from, from + Math.min(length, 2 * mostText), charset));
        }

        private String withoutEnd(String value) {
            int end = value.indexOf('\0');
            String whole = end < 0 ? value : value.substring(0, end);
            return whole.length() > mostText ? whole.substring(0, mostText) : whole;
        }

        void endFile() {
            if (inFile) {
                files.add(new Attachment(Addresses.withoutControls(name), type, size));
            }
            inFile = false;
            name = "";
            type = "application/octet-stream";
            size = 0;
        }
    }

    /** @return the charset of a Windows code page, empty if it is not known */
    static String codePage(int number) {
        return switch (number) {
            case 936 -> "gb18030";
            case 950 -> "big5";
            case 932 -> "shift_jis";
            case 949 -> "euc-kr";
            case 65001 -> "utf-8";
            default -> number >= 1250 && number <= 1258 ? "windows-" + number : "";
        };
    }
}
