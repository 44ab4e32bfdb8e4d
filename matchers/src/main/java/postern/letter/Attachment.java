package postern.letter;

/**
 * @param name decoded file name, may be empty
 * @param type media type in lower case, without parameters
 * @param bytes decoded size in octets
 */
public record Attachment(String name, String type, long bytes) {
    public AttachmentKind kind() {
        return AttachmentKind.of(name, type);
    }
}
