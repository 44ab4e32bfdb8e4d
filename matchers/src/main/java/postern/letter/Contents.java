package postern.letter;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the parts of a mail are to a person: text to read, files, reports of machines, a mail inside the mail.
 */
final class Contents {
    private static final int PLACEHOLDER = 300;
    private static final int LARGEST = 32 * 1024 * 1024;
    private static final int MOST_PACKED = 3;
    private static final int MOST_STATUSES = 10;
    private static final int LONGEST_STATUS = 64 * 1024;

    final StringBuilder text = new StringBuilder();
    final StringBuilder hidden = new StringBuilder();
    final List<Attachment> attachments = new ArrayList<>();
    final Set<Protection> protections = EnumSet.noneOf(Protection.class);
    /** Decoded bodies of {@code message/delivery-status} and its like. */
    final List<String> statuses = new ArrayList<>();
    /** Headers of the mail that is inside, complete or cut to its headers. */
    final List<HeaderBlock> originals = new ArrayList<>();
    final StringBuilder nested = new StringBuilder();

    private final ReadLimits limits;
    private final Defects defects;
    private final Spent spent;

    /** What one mail has cost so far, with all the mails inside it: each thing that makes much of little is bought from here. */
    private static final class Spent {
        private int opened;
        private int packed;
        private int html;
    }

    private Contents(ReadLimits limits, Defects defects, Spent spent) {
        this.limits = limits;
        this.defects = defects;
        this.spent = spent;
    }

    static Contents of(Part root, ReadLimits limits, Defects defects) {
        Contents contents = new Contents(limits, defects, new Spent());
        contents.take(root, true);
        if (contents.text.length() >= limits.textChars()) {
            defects.add("text-limit");
        }
        return contents;
    }

    private void take(Part part, boolean body) {
        String type = part.type().value();
        if (part.isMultipart()) {
            multipart(part, type, body);
        } else if (part.isMessage() && !part.children().isEmpty()) {
            message(part);
        } else if (type.endsWith("/rfc822-headers") || type.equals("message/global-headers")) {
            byte[] header = part.content(limits.headerBytes());
            originals.add(HeaderBlock.parse(header, 0, header.length, limits, new Defects()));
            attach(part);
        } else if (type.equals("message/delivery-status") || type.equals("message/global-delivery-status")) {
            if (statuses.size() < MOST_STATUSES) {
                statuses.add(part.text(LONGEST_STATUS));
            }
            attach(part);
        } else if (body && part.isText() && !isFile(part)) {
            append(shown(part));
        } else {
            other(part, type);
        }
    }

    private void multipart(Part part, String type, boolean body) {
        switch (type) {
            case "multipart/alternative" -> alternative(part, body);
            case "multipart/related" -> related(part, body);
            case "multipart/signed" -> {
                // RFC 1847 §2.1: content first, signature second.
                boolean pgp = part.type().get("protocol").toLowerCase(Locale.ROOT).contains("pgp");
                protections.add(pgp ? Protection.PGP_SIGNED : Protection.SMIME_SIGNED);
                part.children().forEach(child -> take(child, body));
            }
            case "multipart/encrypted" -> {
                protections.add(Protection.PGP_ENCRYPTED);
                part.children().forEach(child -> take(child, false));
            }
            default -> part.children().forEach(child -> take(child, body));
        }
    }

    /** RFC 2046 §5.1.4 offers the same text several times; plain text is the one to decide on, unless it only says that it is empty. */
    private void alternative(Part part, boolean body) {
        Part plain = null;
        Part rich = null;
        for (Part child : part.children()) {
            if (plain == null && child.is("text/plain")) {
                plain = child;
            } else if (child.is("text/html") || child.isMultipart()) {
                rich = child;
            }
        }
        Part chosen = rich;
        if (plain != null) {
            String written = shown(plain);
            boolean enough = !written.isBlank() && (rich == null || written.strip().length() > PLACEHOLDER || rich.to() - rich.from() < 40 * PLACEHOLDER);
            if (enough) {
                chosen = plain;
            }
        }
        for (Part child : part.children()) {
            boolean unread = (child.isText() || child.isMultipart()) && child != chosen;
            if (!unread) {
                take(child, body && child == chosen);
            } else if (child.isMultipart()) {
                files(child);
            } else if (child.is("text/calendar")) {
                attach(child);
            }
        }
    }

    /** RFC 2387 §3.2: the first part is the text, the others are what it shows. */
    private void related(Part part, boolean body) {
        boolean first = true;
        for (Part child : part.children()) {
            take(child, body && (first || child.isText() && !isFile(child)));
            first = false;
        }
    }

    /** Only what is not text of a multipart that another alternative was chosen for. */
    private void files(Part part) {
        for (Part child : part.children()) {
            if (child.isMultipart()) {
                files(child);
            } else if (!child.isText() || isFile(child)) {
                take(child, false);
            }
        }
    }

    private void message(Part part) {
        Part inner = part.children().getFirst();
        originals.add(inner.header());
        String name = part.name().orElseGet(() -> inner.header().first("subject").map(subject -> subject + ".eml").orElse(""));
        attachments.add(new Attachment(name, part.type().value(), part.to() - part.from()));
        Contents of = new Contents(limits, defects, spent);
        of.take(inner, true);
        nested.append(of.text, 0, Math.min(of.text.length(), Math.max(0, limits.textChars() - nested.length())));
        statuses.addAll(of.statuses);
    }

    private void other(Part part, String type) {
        attach(part);
        if (type.equals("application/pkcs7-mime") || type.equals("application/x-pkcs7-mime")) {
            smime(part);
        } else if (type.equals("application/ms-tnef") || type.equals("application/vnd.ms-tnef") || part.name().filter("winmail.dat"::equalsIgnoreCase).isPresent()) {
            Tnef.read(part.content(LARGEST), spent.packed++ < MOST_PACKED ? limits.textChars() : 0).ifPresent(this::take);
        } else if (type.equals("text/calendar") && text.isEmpty()) {
            append(Calendars.text(part.text(limits.textChars())));
        }
    }

    /** RFC 8551 §3.2.2: without a type the name tells, {@code .p7m} says either. */
    private void smime(Part part) {
        byte[] cms = part.content(LARGEST);
        Optional<byte[]> signed = part.type().get("smime-type").equalsIgnoreCase("enveloped-data") ? Optional.empty() : OpaqueSignature.content(cms);
        protections.add(signed.isPresent() ? Protection.SMIME_SIGNED : Protection.SMIME_ENCRYPTED);
        if (signed.isPresent() && spent.opened++ == 0) {
            take(MimeWalk.walk(signed.get(), limits, defects), text.isEmpty());
        }
    }

    private void take(Tnef tnef) {
        attachments.addAll(tnef.files());
        if (text.isEmpty()) {
            append(tnef.text().isBlank() && !tnef.html().isBlank() ? HtmlText.of(tnef.html()).shown() : tnef.text().replace("\r\n", "\n"));
        }
    }

    private void attach(Part part) {
        attachments.add(new Attachment(part.name().orElse(""), part.type().value(), part.size()));
    }

    private static boolean isFile(Part part) {
        return part.disposition().value().equals("attachment") || part.name().isPresent() && !part.disposition().value().isEmpty()
            || part.is("text/calendar") || part.is("text/vcard") || part.is("text/x-vcard") || part.is("text/directory");
    }

    private String shown(Part part) {
        int room = limits.textChars() - text.length();
        if (room <= 0) {
            return "";
        }
        if (part.is("text/html") || part.is("text/xhtml")) {
            return shownHtml(part);
        }
        String written = part.text(room);
        return Flowed.isFlowed(part.type()) ? Flowed.unflowed(written, part.type()) : written;
    }

    private String shownHtml(Part part) {
        int room = 2 * limits.textChars() - spent.html;
        if (room <= 0) {
            defects.add("text-limit");
            return "";
        }
        String written = part.text(room);
        spent.html += written.length();
        HtmlText html = HtmlText.of(written);
        hidden.append(html.hidden(), 0, Math.min(html.hidden().length(), Math.max(0, limits.textChars() - hidden.length())));
        return html.shown();
    }

    private void append(String written) {
        if (written.isBlank()) {
            return;
        }
        Uuencoded.Found found = Uuencoded.takeFrom(written);
        attachments.addAll(found.files());
        if (!text.isEmpty()) {
            text.append(text.charAt(text.length() - 1) == '\n' ? "" : "\n");
        }
        text.append(found.rest(), 0, Math.min(found.rest().length(), Math.max(0, limits.textChars() - text.length())));
        if (text.indexOf("-----BEGIN PGP MESSAGE-----") >= 0) {
            protections.add(Protection.PGP_ENCRYPTED);
        } else if (text.indexOf("-----BEGIN PGP SIGNED MESSAGE-----") >= 0) {
            protections.add(Protection.PGP_SIGNED);
        }
    }

    /** @return the header of the mail that is inside, if there is one */
    Optional<HeaderBlock> original() {
        return originals.stream().findFirst();
    }
}
