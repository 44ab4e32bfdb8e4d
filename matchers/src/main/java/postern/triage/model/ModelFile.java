package postern.triage.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import postern.triage.model.Findings.OfTopic;
import postern.triage.model.Grams.Kind;

/**
 * A model as octets: what people read of it, the answers of its cross validation, its grams, and their weights as one octet per
 * topic. Packed by gzip (RFC 1952), whose checksum tells damage.
 */
public final class ModelFile {
    private static final int FORMAT = 0x504D0001;
    private static final int MOST_TOPICS = 10_000;

    private ModelFile() {
    }

    /** The octets are not a model that this version knows. */
    public static final class Damaged extends Exception {
        Damaged(String what, Throwable cause) {
            super(what, cause);
        }
    }

    public static byte[] written(Model model) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(octets, 1 << 16))) {
            out.writeInt(FORMAT);
            write(out, model.findings());
            write(out, model.exam());
            write(out, model.vocabulary());
            write(out, model.weights());
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all octets", e);
        }
        return octets.toByteArray();
    }

    /** @throws Damaged if they are not all there, or changed, or of another version */
    public static Model read(byte[] octets) throws Damaged {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(octets), 1 << 16))) {
            if (in.readInt() != FORMAT) {
                throw new IOException("of another version");
            }
            Findings findings = findings(in);
            Exam exam = exam(in);
            Vocabulary vocabulary = vocabulary(in);
            Weights weights = weights(in, vocabulary.size(), findings.topics().size());
            if (in.read() >= 0) {
                throw new IOException("longer than it should be");
            }
            return new Model(vocabulary, weights, exam, findings);
        } catch (IOException | RuntimeException e) {
            throw new Damaged("not a whole model: " + e.getMessage(), e);
        }
    }

    private static void write(DataOutputStream out, Findings findings) throws IOException {
        out.writeInt(findings.topics().size());
        for (OfTopic topic : findings.topics()) {
            out.writeUTF(topic.topic());
            out.writeInt(topic.phrases());
            out.writeInt(topic.corrections());
            out.writeDouble(topic.found());
            out.writeDouble(topic.right());
            out.writeInt(topic.signs().size());
            for (String sign : topic.signs()) {
                out.writeUTF(sign);
            }
        }
        for (List<Integer> row : findings.confusion()) {
            for (int count : row) {
                out.writeInt(count);
            }
        }
        out.writeInt(findings.examples());
        out.writeInt(findings.grams());
        out.writeDouble(findings.accuracy());
        out.writeDouble(findings.threshold());
        out.writeDouble(findings.coverage());
        out.writeDouble(findings.precision());
    }

    private static Findings findings(DataInputStream in) throws IOException {
        int size = bounded(in.readInt(), MOST_TOPICS);
        List<OfTopic> topics = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            topics.add(new OfTopic(in.readUTF(), in.readInt(), in.readInt(), in.readDouble(), in.readDouble(), signs(in)));
        }
        List<List<Integer>> confusion = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Integer> row = new ArrayList<>();
            for (int column = 0; column < size; column++) {
                row.add(in.readInt());
            }
            confusion.add(row);
        }
        return new Findings(topics, in.readInt(), in.readInt(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), confusion);
    }

    private static List<String> signs(DataInputStream in) throws IOException {
        List<String> signs = new ArrayList<>();
        for (int left = bounded(in.readInt(), MOST_TOPICS); left > 0; left--) {
            signs.add(in.readUTF());
        }
        return signs;
    }

    private static void write(DataOutputStream out, Exam exam) throws IOException {
        out.writeFloat(exam.sharpness());
        out.writeFloat(exam.threshold());
        out.writeInt(exam.answers().size());
        for (Answer answer : exam.answers()) {
            out.writeLong(answer.print());
            out.writeInt(answer.topic());
            out.writeInt(answer.given());
            out.writeFloat(answer.sureness());
        }
    }

    private static Exam exam(DataInputStream in) throws IOException {
        float sharpness = in.readFloat();
        float threshold = in.readFloat();
        List<Answer> answers = new ArrayList<>();
        for (int left = bounded(in.readInt(), Training.MOST); left > 0; left--) {
            answers.add(new Answer(in.readLong(), in.readInt(), in.readInt(), in.readFloat()));
        }
        return new Exam(answers, sharpness, threshold);
    }

    private static void write(DataOutputStream out, Vocabulary vocabulary) throws IOException {
        out.writeInt(vocabulary.size());
        for (int number = 0; number < vocabulary.size(); number++) {
            out.writeLong(vocabulary.key(number));
            out.writeByte(vocabulary.kind(number).ordinal());
            out.writeFloat(vocabulary.weights()[number]);
        }
        out.writeFloat(vocabulary.unknown());
    }

    private static Vocabulary vocabulary(DataInputStream in) throws IOException {
        int size = bounded(in.readInt(), Vocabulary.MOST);
        long[] keys = new long[size];
        Kind[] kinds = new Kind[size];
        float[] weights = new float[size];
        for (int number = 0; number < size; number++) {
            keys[number] = in.readLong();
            kinds[number] = Kind.values()[in.readByte()];
            weights[number] = in.readFloat();
        }
        return new Vocabulary(keys, kinds, weights, in.readFloat());
    }

    private static void write(DataOutputStream out, Weights weights) throws IOException {
        for (float bias : weights.bias) {
            out.writeFloat(bias);
        }
        for (int number = 0; number * weights.topics < weights.gram.length; number++) {
            float step = weights.step(number);
            out.writeFloat(step);
            for (int i = number * weights.topics; i < (number + 1) * weights.topics; i++) {
                out.writeByte(Math.round(weights.gram[i] / step));
            }
        }
    }

    private static Weights weights(DataInputStream in, int grams, int topics) throws IOException {
        if ((long) grams * topics > Training.MOST_WEIGHTS) {
            throw new IOException("too large");
        }
        float[] bias = new float[topics];
        for (int topic = 0; topic < topics; topic++) {
            bias[topic] = in.readFloat();
        }
        float[] weights = new float[grams * topics];
        byte[] row = new byte[topics];
        for (int number = 0; number < grams; number++) {
            float step = in.readFloat();
            in.readFully(row);
            for (int topic = 0; topic < topics; topic++) {
                weights[number * topics + topic] = row[topic] * step;
            }
        }
        return new Weights(topics, weights, bias);
    }

    private static int bounded(int size, int most) throws IOException {
        if (size < 0 || size > most) {
            throw new IOException("a size of " + size);
        }
        return size;
    }
}
