package postern.index;

import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/** What the index keeps of a mail: terms only. Texts, places and flags are the store's. */
final class Documents {
    /** Grows when terms or fields change; an index of another version is made anew. */
    static final int VERSION = 3;
    static final String MAIL = "mail";
    static final String HEADER = "header";
    static final String SENT_DAY = "sentDay";
    static final String SENT = "sent";
    static final String WITH_FILES = "files?";

    private static final FieldType RANKED = type(false);
    private static final FieldType PLAIN = type(true);

    private Documents() {
    }

    static Document of(long mail, MailText text) {
        Document document = new Document();
        document.add(new StringField(MAIL, key(mail), Field.Store.NO));
        document.add(new NumericDocValuesField(MAIL, mail));
        for (Zone zone : Zone.values()) {
            String spelt = text.spelt(zone);
            if (!spelt.isEmpty()) {
                document.add(new Field(zone.field(), new Tokens(spelt), zone == Zone.BODY || zone == Zone.SUBJECT ? RANKED : PLAIN));
            }
        }
        for (String name : text.headerNames()) {
            document.add(new StringField(HEADER, name.toLowerCase(Locale.ROOT), Field.Store.NO));
        }
        text.sentDay().ifPresent(day -> document.add(new LongPoint(SENT_DAY, day.toEpochDay())));
        text.sentAt().ifPresent(at -> document.add(new LongPoint(SENT, at.getEpochSecond())));
        if (text.hasFiles()) {
            document.add(new StringField(WITH_FILES, "y", Field.Store.NO));
        }
        return document;
    }

    static Term term(long mail) {
        return new Term(MAIL, key(mail));
    }

    private static BytesRef key(long mail) {
        byte[] key = new byte[Long.BYTES];
        NumericUtils.longToSortableBytes(mail, key, 0);
        return new BytesRef(key);
    }

    private static FieldType type(boolean withoutLength) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setOmitNorms(withoutLength);
        type.freeze();
        return type;
    }
}
