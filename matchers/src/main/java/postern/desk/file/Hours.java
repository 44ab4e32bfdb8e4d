package postern.desk.file;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import postern.desk.WorkCalendar.Block;

/** How desks write working hours: {@code mon-fri: 09:00-12:00, 13:30-18:00}, days and stretches of days. */
final class Hours {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";

    static final Kind<DayOfWeek> WEEKDAY = Kinds.scalar("a day of the week", "write one of mon, tue, wed, thu, fri, sat, sun",
        Map.of("enum", DAYS), Hours::weekday);

    static final Kind<List<DayOfWeek>> WEEKDAYS = Kinds.scalar("a day of the week or a stretch of them",
        "write something like mon or mon-fri", Map.of("pattern", "^" + DAY + "(-" + DAY + ")?$"), Hours::weekdays);

    private static final Kind<List<Block>> BLOCKS = Kinds.scalar("a list of hours", "write something like 09:00-12:00, 13:30-18:00",
        Map.of("type", "string", "pattern", "^\\d\\d:\\d\\d-\\d\\d:\\d\\d(, ?\\d\\d:\\d\\d-\\d\\d:\\d\\d)*$"), Hours::blocks);

    private static final Kind<LocalDate> DATE = Kinds.scalar("a date", "write something like 2026-10-01", Map.of("type", "string"), LocalDate::parse);

    /** Days and stretches of days, such as {@code 2026-10-01} and {@code 2026-10-01..2026-10-07}, both ends included. */
    static final Kind<TreeSet<LocalDate>> DATES = listed(Kinds.list(Kinds.scalar("a date or a stretch of dates",
        "write something like 2026-10-01 or 2026-10-01..2026-10-07", Map.of("type", "string"), Hours::dates), 0));

    /** Blocks by weekday. */
    static final Kind<Map<DayOfWeek, List<Block>>> WEEK = new Kind<>() {
        @Override
        public Optional<Map<DayOfWeek, List<Block>>> read(Node node, Findings findings) {
            Map<DayOfWeek, List<Block>> week = new EnumMap<>(DayOfWeek.class);
            return entries(node, findings, WEEKDAYS, BLOCKS, (days, blocks, key) -> {
                for (DayOfWeek day : days) {
                    if (week.putIfAbsent(day, blocks) != null) {
                        findings.mistake(key, "'" + DAYS.get(day.ordinal()) + "' has hours already", "write each day once");
                    }
                }
            }) ? Optional.of(week) : Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return mapping(WEEKDAYS.schema(), BLOCKS.schema());
        }
    };

    /** Make-up working days: whose hours they have. */
    static final Kind<Map<LocalDate, DayOfWeek>> MAKE_UP = new Kind<>() {
        @Override
        public Optional<Map<LocalDate, DayOfWeek>> read(Node node, Findings findings) {
            Map<LocalDate, DayOfWeek> days = new TreeMap<>();
            return entries(node, findings, DATE, WEEKDAY, (date, day, key) -> {
                if (days.putIfAbsent(date, day) != null) {
                    findings.mistake(key, date + " is written twice", "keep one of them");
                }
            }) ? Optional.of(days) : Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return mapping(Map.of("pattern", "^\\d{4}-\\d\\d-\\d\\d$"), WEEKDAY.schema());
        }
    };

    private Hours() {
    }

    private interface Entry<K, V> {
        void take(K key, V value, Node written);
    }

    private static <K, V> boolean entries(Node node, Findings findings, Kind<K> keys, Kind<V> values, Entry<K, V> entry) {
        if (!(node instanceof MappingNode mapping)) {
            findings.mistake(node, "here should be days with what they are worked", "write one day a line, a colon, and its hours");
            return false;
        }
        int before = findings.count();
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<K> key = keys.read(tuple.getKeyNode(), findings);
            Optional<V> value = values.read(tuple.getValueNode(), findings);
            if (key.isPresent() && value.isPresent()) {
                entry.take(key.get(), value.get(), tuple.getKeyNode());
            }
        }
        return findings.count() == before;
    }

    private static Map<String, Object> mapping(Map<String, Object> keys, Map<String, Object> values) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", keys);
        schema.put("additionalProperties", values);
        return schema;
    }

    private static Kind<TreeSet<LocalDate>> listed(Kind<List<List<LocalDate>>> lists) {
        return new Kind<>() {
            @Override
            public Optional<TreeSet<LocalDate>> read(Node node, Findings findings) {
                return lists.read(node, findings).map(days -> {
                    TreeSet<LocalDate> all = new TreeSet<>();
                    days.forEach(all::addAll);
                    return all;
                });
            }

            @Override
            public Map<String, Object> schema() {
                return lists.schema();
            }
        };
    }

    private static DayOfWeek weekday(String text) {
        if (!DAYS.contains(text)) {
            throw new IllegalArgumentException("is no day");
        }
        return DayOfWeek.of(DAYS.indexOf(text) + 1);
    }

    private static List<DayOfWeek> weekdays(String text) {
        String[] ends = text.split("-", 2);
        int from = DAYS.indexOf(ends[0]);
        int to = DAYS.indexOf(ends[ends.length - 1]);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("is no day");
        }
        return List.of(DayOfWeek.values()).subList(from, to + 1);
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        for (String block : text.split(", ?", -1)) {
            String[] ends = block.split("-", 2);
            // 24:00 is how people write the end of the day; ISO 8601 has it, java.time has not.
            blocks.add(new Block(LocalTime.parse(ends[0]), ends[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1])));
        }
        return blocks;
    }

    private static List<LocalDate> dates(String text) {
        String[] ends = text.split("\\.\\.", 2);
        LocalDate from = LocalDate.parse(ends[0].strip());
        LocalDate to = LocalDate.parse(ends[ends.length - 1].strip());
        if (to.isBefore(from) || to.isAfter(from.plusYears(1))) {
            throw new IllegalArgumentException("ends before it begins, or is longer than a year");
        }
        return from.datesUntil(to.plusDays(1)).toList();
    }
}
