package postern.classifier;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import postern.learning.ModelShelf;
import postern.learning.ModelShelf.Kept;
import postern.terminal.Table;
import postern.terminal.Terminal;
import postern.terminal.Terminal.Colour;
import postern.triage.model.Findings;
import postern.triage.model.Findings.OfTopic;

/** A model for people and as JSON. */
record ModelPage(Kept kept, boolean live, Findings findings) {
    /** A table of more topics than this does not fit any page; the worst confusions do. */
    private static final int WIDE = 20;
    private static final int WORST = 15;

    /** @return empty if the file is damaged */
    static Optional<ModelPage> of(ModelShelf shelf, Kept kept) {
        try {
            return Optional.of(new ModelPage(kept, shelf.live().equals(Optional.of(kept.version())), shelf.read(kept.version()).findings()));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    static void printAll(List<ModelPage> pages, Terminal terminal) {
        Table table = new Table("model", "made", "topics", "examples", "right", "sure", "right when sure", "KiB", "");
        for (ModelPage page : pages) {
            Findings all = page.findings();
            table.add(List.of(Integer.toString(page.kept().version()), page.kept().made().truncatedTo(ChronoUnit.SECONDS).toString(),
                Integer.toString(all.topics().size()), Integer.toString(all.examples()), percent(all.accuracy()), percent(all.coverage()),
                percent(all.precision()), Long.toString(page.kept().octets() >> 10), page.live() ? "live" : ""), "");
        }
        table.print(terminal);
    }

    void print(Terminal terminal) {
        terminal.say("%s", terminal.in(Colour.BOLD, "model %d%s, made %s".formatted(kept.version(), live ? ", live" : "",
            kept.made().truncatedTo(ChronoUnit.SECONDS))));
        terminal.say("%d examples of %d topics; it knows %d words, pairs, pieces of words and runs of characters", findings.examples(),
            findings.topics().size(), findings.grams());
        terminal.say("cross validation: %s of the examples are answered rightly", percent(findings.accuracy()));
        terminal.say("an answer counts from a probability of %.2f on: that is for %s of the examples, and right for %s of those", findings.threshold(),
            percent(findings.coverage()), findings.coverage() > 0 ? percent(findings.precision()) : "none");
        terminal.say("");
        Table table = new Table("topic", "phrases", "corrected", "found", "right");
        for (OfTopic topic : findings.topics()) {
            table.add(List.of(topic.topic(), Integer.toString(topic.phrases()), Integer.toString(topic.corrections()), percent(topic.found()),
                percent(topic.right())), "by: " + String.join(" · ", topic.signs()));
        }
        table.print(terminal);
        terminal.say("");
        if (findings.topics().size() <= WIDE) {
            confusion(terminal);
        } else {
            worst(terminal);
        }
    }

    private void confusion(Terminal terminal) {
        List<String> heading = new ArrayList<>(List.of("confusion: of topic"));
        IntStream.rangeClosed(1, findings.topics().size()).forEach(number -> heading.add(Integer.toString(number)));
        Table table = new Table(heading.toArray(String[]::new));
        for (int row = 0; row < findings.topics().size(); row++) {
            List<String> cells = new ArrayList<>(List.of(row + 1 + " " + findings.topics().get(row).topic()));
            findings.confusion().get(row).forEach(count -> cells.add(count == 0 ? "." : Integer.toString(count)));
            table.add(cells, "");
        }
        table.print(terminal);
        terminal.say("Each line tells which topics the examples of one topic were given.");
    }

    private void worst(Terminal terminal) {
        Table table = new Table("confusion: of topic", "given", "examples");
        confusions().stream().limit(WORST).forEach(one -> table.add(List.of(one.of(), one.given(), Integer.toString(one.examples())), ""));
        table.print(terminal);
        terminal.say("The most frequent of %d confusions; --json prints the whole table.", confusions().size());
    }

    private record Confusion(String of, String given, int examples) {
    }

    private List<Confusion> confusions() {
        List<Confusion> all = new ArrayList<>();
        for (int row = 0; row < findings.topics().size(); row++) {
            for (int column = 0; column < findings.topics().size(); column++) {
                int count = findings.confusion().get(row).get(column);
                if (row != column && count > 0) {
                    all.add(new Confusion(findings.topics().get(row).topic(), findings.topics().get(column).topic(), count));
                }
            }
        }
        all.sort(Comparator.comparing(Confusion::examples).reversed());
        return all;
    }

    Map<String, Object> headFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", kept.version());
        fields.put("live", live);
        fields.put("made", kept.made().toString());
        fields.put("octets", kept.octets());
        fields.put("examples", findings.examples());
        fields.put("grams", findings.grams());
        fields.put("accuracy", rounded(findings.accuracy()));
        fields.put("threshold", rounded(findings.threshold()));
        fields.put("coverage", rounded(findings.coverage()));
        fields.put("precision", rounded(findings.precision()));
        return fields;
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = headFields();
        fields.put("topics", findings.topics().stream().map(topic -> {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("topic", topic.topic());
            of.put("phrases", topic.phrases());
            of.put("corrections", topic.corrections());
            of.put("found", rounded(topic.found()));
            of.put("right", rounded(topic.right()));
            of.put("signs", topic.signs());
            return of;
        }).toList());
        fields.put("confusion", findings.confusion());
        return fields;
    }

    static double rounded(double part) {
        return Math.round(part * 10_000) / 10_000.0;
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", part * 100);
    }
}
