package postern.letter;

import java.io.ByteArrayOutputStream;

/** RFC 1843: Chinese in seven bits, {@code ~{} to {@code ~}} holding GB 2312 with the high bits taken off. */
final class HzText {
    private HzText() {
    }

    static String decode(byte[] octets, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        boolean chinese = false;
        int i = from;
        while (i < to) {
            byte here = octets[i];
            byte next = i + 1 < to ? octets[i + 1] : 0;
            if (here == '~' && (next == '{' || next == '}')) {
                chinese = next == '{';
                i += 2;
            } else if (here == '~' && next == '~' && !chinese) {
                out.write('~');
                i += 2;
            } else if (here == '\n') {
                // RFC 1843 §3.1: a line ends in ASCII mode.
                chinese = false;
                out.write(here);
                i++;
            } else {
                out.write(chinese && here > ' ' ? here | 0x80 : here);
                i++;
            }
        }
        return new String(out.toByteArray(), Charsets.GB18030);
    }
}
