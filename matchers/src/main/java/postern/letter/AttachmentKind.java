package postern.letter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an attachment is to a person, by its type, or by its name where the type says nothing. Its contents are not looked at. */
public enum AttachmentKind {
    IMAGE, PDF, DOCUMENT, SPREADSHEET, PRESENTATION, TEXT, ARCHIVE, AUDIO, VIDEO, MAIL, CALENDAR, CONTACT, SIGNATURE, PROGRAM, OTHER;

    private static final Map<AttachmentKind, List<String>> ENDINGS = Map.ofEntries(
        Map.entry(IMAGE, List.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "heic", "heif", "tif", "tiff", "svg")),
        Map.entry(PDF, List.of("pdf", "ofd")),
        Map.entry(DOCUMENT, List.of("doc", "docx", "docm", "wps", "odt", "rtf", "pages")),
        Map.entry(SPREADSHEET, List.of("xls", "xlsx", "xlsm", "et", "ods", "csv", "numbers")),
        Map.entry(PRESENTATION, List.of("ppt", "pptx", "pps", "ppsx", "dps", "odp", "key")),
        Map.entry(TEXT, List.of("txt", "md", "log", "htm", "html", "xml", "json")),
        Map.entry(ARCHIVE, List.of("zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar")),
        Map.entry(AUDIO, List.of("mp3", "m4a", "wav", "amr", "ogg", "aac", "flac")),
        Map.entry(VIDEO, List.of("mp4", "mov", "avi", "mkv", "wmv", "3gp", "webm", "flv")),
        Map.entry(MAIL, List.of("eml", "msg")),
        Map.entry(CALENDAR, List.of("ics")),
        Map.entry(CONTACT, List.of("vcf")),
        Map.entry(SIGNATURE, List.of("p7s", "asc", "sig")),
        Map.entry(PROGRAM, List.of("exe", "scr", "com", "bat", "cmd", "msi", "js", "vbs", "ps1", "jar", "apk", "lnk", "hta", "dll", "sh")));
    /** Beginnings of media types. */
    private static final List<Map.Entry<String, AttachmentKind>> TYPES = List.of(
        Map.entry("application/pdf", PDF), Map.entry("image/", IMAGE), Map.entry("audio/", AUDIO), Map.entry("video/", VIDEO), Map.entry("message/", MAIL),
        Map.entry("text/calendar", CALENDAR), Map.entry("text/vcard", CONTACT), Map.entry("text/x-vcard", CONTACT), Map.entry("text/directory", CONTACT),
        Map.entry("text/csv", SPREADSHEET), Map.entry("text/", TEXT), Map.entry("application/msword", DOCUMENT), Map.entry("application/rtf", DOCUMENT),
        Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml", DOCUMENT), Map.entry("application/vnd.oasis.opendocument.text", DOCUMENT),
        Map.entry("application/vnd.ms-excel", SPREADSHEET), Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml", SPREADSHEET),
        Map.entry("application/vnd.oasis.opendocument.spreadsheet", SPREADSHEET), Map.entry("application/vnd.ms-powerpoint", PRESENTATION),
        Map.entry("application/vnd.openxmlformats-officedocument.presentationml", PRESENTATION),
        Map.entry("application/vnd.oasis.opendocument.presentation", PRESENTATION), Map.entry("application/zip", ARCHIVE),
        Map.entry("application/x-zip", ARCHIVE), Map.entry("application/x-rar", ARCHIVE), Map.entry("application/vnd.rar", ARCHIVE),
        Map.entry("application/x-7z", ARCHIVE), Map.entry("application/gzip", ARCHIVE), Map.entry("application/x-tar", ARCHIVE),
        Map.entry("application/pkcs7-signature", SIGNATURE), Map.entry("application/x-pkcs7-signature", SIGNATURE),
        Map.entry("application/pgp-signature", SIGNATURE), Map.entry("application/x-msdownload", PROGRAM), Map.entry("application/x-msdos-program", PROGRAM));

    static AttachmentKind of(String name, String type) {
        String ending = name.substring(name.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
        // What runs when it is opened runs by its name, whatever its type says.
        if (ENDINGS.get(PROGRAM).contains(ending)) {
            return PROGRAM;
        }
        Optional<AttachmentKind> typed = TYPES.stream().filter(entry -> type.startsWith(entry.getKey())).map(Map.Entry::getValue).findFirst();
        return typed.orElseGet(() -> ENDINGS.entrySet().stream().filter(entry -> entry.getValue().contains(ending)).map(Map.Entry::getKey)
            .findFirst().orElse(OTHER));
    }
}
