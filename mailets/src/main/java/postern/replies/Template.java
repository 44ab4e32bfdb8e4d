package postern.replies;

import java.util.ArrayList;
import java.util.List;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.TextParts;

/**
 * A text that agents send again and again, as they saved it in a folder.
 *
 * @param name its subject
 * @param mail the draft as it was saved: its text, formatting and attachments are the template's
 * @param mistakes what is wrong with it, in Chinese and English; it is published if nothing is
 */
public record Template(String name, byte[] mail, List<String> mistakes) {
    public Template {
        mistakes = List.copyOf(mistakes);
    }

    public static Template of(byte[] mail) {
        Letter letter = new LetterReader().read(mail);
        String name = letter.subject().strip();
        List<String> mistakes = new ArrayList<>();
        if (name.isEmpty()) {
            mistakes.add("没有主题：主题就是模板的名称。 / There is no subject: the subject is the template's name.");
        }
        List<String> shown = TextParts.shown(mail);
        if (shown.stream().allMatch(String::isBlank)) {
            mistakes.add("没有正文。 / There is no text.");
        }
        for (String field : shown.stream().flatMap(text -> FieldValues.unknown(text).stream()).distinct().toList()) {
            mistakes.add("不认识的字段 " + field + "。 / Nobody knows the field " + field + ".");
        }
        return new Template(name, mail, mistakes);
    }
}
