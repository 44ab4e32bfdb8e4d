package postern.desk.file;

import static postern.desk.file.Field.optional;
import static postern.desk.file.Field.otherwise;
import static postern.desk.file.Field.required;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import postern.desk.AnswerCheck;
import postern.desk.Department;
import postern.desk.ForbiddenPromise;
import postern.desk.LastLook;
import postern.desk.Names;

/** What is looked at before an agent's answer leaves, what answers by itself, and whom agents ask. */
final class LeavingForms {
    private static final Field<List<String>> WORDS = otherwise("words", Kinds.list(RuleForms.WORD, 0), "[]", "words or phrases, as in rules");
    private static final Field<List<Pattern>> PATTERNS = otherwise("patterns", Kinds.list(RuleForms.TELLING, 0), "[]",
        "regular expressions (RE2), case aside");
    private static final Field<Optional<Names>> HINT = optional("hint", TeamForms.NAMES, "what to write instead, for the agent");

    private static final Form<Function<String, ForbiddenPromise>> PROMISE = new Form<>("What agents do not promise. One word or pattern is enough.",
        List.of(WORDS, PATTERNS, HINT), LeavingForms::promise);

    private static final Field<List<AnswerCheck>> CHECKS = otherwise("checks", Kinds.list(Kinds.oneOf(AnswerCheck.class), 0),
        "[placeholders, attachment, others, language, promises]", "what is looked at before an agent's answer leaves");
    private static final Field<Map<String, ForbiddenPromise>> FORBIDDEN = otherwise("forbidden",
        Kinds.named("forbidden promise", Kinds.given("forbidden promise", Notations.ID), PROMISE, 0), "{}", "what agents do not promise, by name");
    private static final Field<LastLook.Override> OVERRIDE = otherwise("override", Kinds.oneOf(LastLook.Override.class), "leads",
        "who may send all the same, by writing #send on the first line");

    static final Field<List<String>> AUTOMATIC = otherwise("automatic", Kinds.list(Kinds.ref("topic"), 0), "[]",
        "topics whose template is sent without a person, in place of the confirmation");

    static final List<Field<?>> LAST_LOOK = List.of(CHECKS, FORBIDDEN, OVERRIDE, AUTOMATIC);

    private static final Field<Names> NAME = required("name", TeamForms.NAMES, "what agents call it");
    private static final Field<String> ADDRESS = required("address", Notations.ADDRESS, "where it reads mail");

    static final Kind<Map<String, Department>> DEPARTMENTS = Kinds.named("department", Kinds.given("department", Notations.ID),
        new Form<Function<String, Department>>("Colleagues outside of the desk whom agents ask.", List.of(NAME, ADDRESS),
            values -> id -> new Department(id, values.get(NAME), values.get(ADDRESS))), 0);

    private LeavingForms() {
    }

    static LastLook lastLook(Form.Values values) {
        return new LastLook(Set.copyOf(values.get(CHECKS)), List.copyOf(values.get(FORBIDDEN).values()), values.get(OVERRIDE));
    }

    private static Function<String, ForbiddenPromise> promise(Form.Values values) {
        if (values.get(WORDS).isEmpty() && values.get(PATTERNS).isEmpty()) {
            throw new IllegalArgumentException("neither words nor patterns: nothing would ever be found");
        }
        return id -> new ForbiddenPromise(id, values.get(WORDS), values.get(PATTERNS), values.get(HINT));
    }
}
