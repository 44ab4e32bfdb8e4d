package postern.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One record of the chain. It holds no word of a customer, so it stays when the content is erased.
 *
 * @param number from 1, without gaps, over all days
 * @param at when the mail was taken over or handed on; for other records when they were written
 * @param name of the mail; number of the ticket; receipt; day
 * @param erased records whose contents were overwritten
 * @param said what else belongs to the kind of record
 */
record Entry(long number, Instant at, What what, String name, Optional<Block> block, List<Long> erased, Map<String, String> said) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    Entry {
        erased = List.copyOf(erased);
        said = Map.copyOf(said);
    }

    byte[] json() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(320);
        try (JsonGenerator json = FACTORY.createGenerator(octets)) {
            json.writeStartObject();
            json.writeNumberField("n", number);
            json.writeStringField("at", at.toString());
            json.writeStringField("what", what.word());
            json.writeStringField("name", name);
            if (block.isPresent()) {
                json.writeNumberField("size", block.get().size());
                json.writeStringField("sha256", block.get().sha256());
                json.writeNumberField("from", block.get().from());
                json.writeNumberField("to", block.get().to());
            }
            if (!erased.isEmpty()) {
                json.writeArrayFieldStart("records");
                for (long record : erased) {
                    json.writeNumber(record);
                }
                json.writeEndArray();
            }
            for (Map.Entry<String, String> more : new TreeMap<>(said).entrySet()) {
                json.writeStringField(more.getKey(), more.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
        return octets.toByteArray();
    }

    /** @return empty if this is no record */
    static Optional<Entry> read(byte[] json) {
        try {
            JsonNode node = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            Map<String, String> said = new TreeMap<>();
            node.fields().forEachRemaining(field -> {
                if (field.getValue().isTextual() && !List.of("at", "what", "name", "sha256").contains(field.getKey())) {
                    said.put(field.getKey(), field.getValue().textValue());
                }
            });
            List<Long> erased = new ArrayList<>();
            node.path("records").forEach(record -> erased.add(record.longValue()));
            Optional<Block> block = node.has("sha256") ? Optional.of(new Block(node.path("from").longValue(), node.path("to").longValue(),
                node.path("size").longValue(), node.path("sha256").asText())) : Optional.empty();
            return node.path("n").isIntegralNumber() ? Optional.of(new Entry(node.path("n").longValue(), Instant.parse(node.path("at").asText()),
                What.of(node.path("what").asText()), node.path("name").asText(), block, erased, said)) : Optional.empty();
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
