package postern.edge;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** MAIL and RCPT: who sends to whom. */
final class Envelopes {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
    private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})*+");
    private static final int LONGEST_NUMBER = 18;
    /** A client may pipeline a long list before it reads that the list is too long. */
    private static final int SURPLUS = 10;

    Reply mail(Dialogue dialogue, String argument) {
        Visit visit = dialogue.visit();
        if (!visit.hasGreeted()) {
            return Refusal.GREET_FIRST;
        }
        if (dialogue.mail() != null) {
            return Refusal.NESTED_MAIL;
        }
        if (visit.door().needsLogin() && visit.login().isEmpty()) {
            return visit.tls().isEmpty() ? Refusal.TLS_FIRST : Refusal.LOGIN_FIRST;
        }
        if (!isAscii(argument)) {
            return Refusal.NOT_ASCII;
        }
        Optional<String> text = after("FROM:", argument);
        if (text.isEmpty()) {
            return Refusal.ARGUMENT;
        }
        Optional<MailPath> path = MailPath.read(text.get());
        if (path.isEmpty()) {
            return Refusal.BAD_SENDER;
        }
        String sender = whole(path.get().address(), dialogue);
        return parameters(dialogue, path.get().rest())
            .or(() -> busy(dialogue))
            .or(() -> dialogue.house().questions().mail(visit, sender))
            .map(Reply.class::cast)
            .orElseGet(() -> {
                dialogue.begin(new Transaction(sender));
                return Answer.of(250, "2.1.0 Sender OK");
            });
    }

    Reply recipient(Dialogue dialogue, String argument) {
        if (!dialogue.visit().hasGreeted()) {
            return Refusal.GREET_FIRST;
        }
        Transaction mail = dialogue.mail();
        if (mail == null) {
            return Refusal.MAIL_FIRST;
        }
        if (!isAscii(argument)) {
            return Refusal.NOT_ASCII;
        }
        Optional<String> text = after("TO:", argument);
        if (text.isEmpty()) {
            return Refusal.ARGUMENT;
        }
        Optional<MailPath> path = MailPath.read(text.get()).filter(read -> !read.address().isEmpty());
        if (path.isEmpty()) {
            return Refusal.BAD_RECIPIENT;
        }
        Optional<Parameters> parameters = Parameters.read(path.get().rest());
        if (parameters.isEmpty()) {
            return Refusal.PARAMETER;
        }
        if (!parameters.get().byKeyword().isEmpty()) {
            return Refusal.PARAMETER_UNKNOWN;
        }
        return recipient(dialogue, mail, whole(path.get().address(), dialogue));
    }

    private static Reply recipient(Dialogue dialogue, Transaction mail, String recipient) {
        int most = dialogue.house().limits().get().recipients();
        if (mail.recipients().size() >= most) {
            return mail.surplus() > SURPLUS * most ? Refusal.TOO_MANY_ERRORS : Refusal.TOO_MANY_RECIPIENTS;
        }
        Optional<Refusal> refusal = dialogue.house().questions().recipient(dialogue.visit(), mail.sender(), recipient);
        if (refusal.isPresent()) {
            boolean unknown = refusal.get() == Refusal.UNKNOWN_RECIPIENT || refusal.get() == Refusal.NO_RELAY;
            return unknown && dialogue.tooManyUnknown() ? Refusal.HARVEST : refusal.get();
        }
        mail.add(recipient);
        return Answer.of(250, "2.1.5 Recipient OK");
    }

    /** RFC 5321 §4.1.1.3 allows no blank after the colon; so many programs send one that it is borne. */
    private static Optional<String> after(String word, String argument) {
        return argument.regionMatches(true, 0, word, 0, word.length()) ? Optional.of(argument.substring(word.length()).stripLeading())
            : Optional.empty();
    }

    private static boolean isAscii(String argument) {
        return argument.chars().allMatch(c -> c < 128);
    }

    /** RFC 5321 §4.5.1: postmaster may stand without a domain. */
    private static String whole(String address, Dialogue dialogue) {
        return address.isEmpty() || address.contains("@") ? address : "postmaster@" + dialogue.house().site().domain();
    }

    private static Optional<Refusal> busy(Dialogue dialogue) {
        String why = dialogue.house().intake().busy();
        if (why == null) {
            return Optional.empty();
        }
        dialogue.house().logbook().busy(why);
        return Optional.of(Refusal.NO_ROOM);
    }

    private static Optional<Refusal> parameters(Dialogue dialogue, String text) {
        Optional<Parameters> parameters = Parameters.read(text);
        if (parameters.isEmpty()) {
            return Optional.of(Refusal.PARAMETER);
        }
        if (!dialogue.visit().extended() && !parameters.get().byKeyword().isEmpty()) {
            return Optional.of(Refusal.PARAMETER_UNKNOWN);
        }
        for (Map.Entry<String, String> parameter : parameters.get().byKeyword().entrySet()) {
            Optional<Refusal> refusal = parameter(dialogue, parameter.getKey(), parameter.getValue());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> parameter(Dialogue dialogue, String keyword, String value) {
        return switch (keyword) {
            case "SIZE" -> size(value, dialogue.house().limits().get().messageSize());
            // RFC 6152 §2: the content passes as it is in both cases.
            case "BODY" -> value.equalsIgnoreCase("7BIT") || value.equalsIgnoreCase("8BITMIME") ? Optional.empty()
                : Optional.of(value.isEmpty() ? Refusal.PARAMETER : Refusal.PARAMETER_VALUE);
            // RFC 4954 §5: read, and not believed, for no client is trusted to name another's identity.
            case "AUTH" -> !dialogue.visit().door().needsLogin() ? Optional.of(Refusal.PARAMETER_UNKNOWN)
                : !value.isEmpty() && XTEXT.matcher(value).matches() ? Optional.empty() : Optional.of(Refusal.PARAMETER);
            default -> Optional.of(Refusal.PARAMETER_UNKNOWN);
        };
    }

    private static Optional<Refusal> size(String value, long limit) {
        if (!DIGITS.matcher(value).matches()) {
            return Optional.of(Refusal.PARAMETER);
        }
        boolean huge = value.length() > LONGEST_NUMBER;
        return huge || Long.parseLong(value) > limit ? Optional.of(Refusal.TOO_BIG) : Optional.empty();
    }
}
