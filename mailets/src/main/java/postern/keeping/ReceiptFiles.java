package postern.keeping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Receipts as files that can be handed on: one JSON object each. */
public final class ReceiptFiles {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReceiptFiles() {
    }

    /** Writes those that are not there yet, or not as they are now. */
    static void write(Path directory, List<Receipt> receipts) throws IOException {
        if (!receipts.isEmpty() && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        for (Receipt receipt : receipts) {
            Path file = directory.resolve(receipt.name() + ".json");
            String text = JSON.writeValueAsString(fields(receipt)) + "\n";
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Path fresh = Files.createTempFile(directory, "new", ".tmp");
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** A receipt as a JSON object. */
    public static Map<String, Object> fields(Receipt receipt) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("receipt", receipt.name());
        fields.put("marks", receipt.marks());
        fields.put("by", receipt.by());
        fields.put("asked", receipt.asked().toString());
        fields.put("done", receipt.done().toString());
        fields.put("erased", receipt.erased());
        fields.put("kept", receipt.kept());
        fields.put("damaged", receipt.damaged());
        receipt.cleaned().overwritten().ifPresent(at -> fields.put("overwritten", at.toString()));
        receipt.cleaned().anew().ifPresent(at -> fields.put("fileWrittenAnew", at.toString()));
        fields.put("pending", receipt.pending());
        return fields;
    }
}
