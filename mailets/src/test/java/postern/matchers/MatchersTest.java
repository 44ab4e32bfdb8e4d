package postern.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.Matcher;
import org.apache.mailet.MatcherConfig;
import org.apache.mailet.MailetContext;
import org.junit.jupiter.api.Test;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.letter.Letter;
import postern.letter.Origin;
import postern.triage.Addresses;
import postern.triage.Assignment;
import postern.triage.Classification;
import postern.triage.Docket;
import postern.triage.Envelope;
import postern.triage.Match;
import postern.triage.Urgency;

/** The questions of mailetcontainer.xml; above all, that none of them splits a mail. */
class MatchersTest {
    private static final TicketId TICKET = TicketId.ofDigits("4821093766");
    private final Desk desk;
    private final String service;

    MatchersTest() throws Exception {
        desk = DeskFile.read("conf/desk.yaml", Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))).orThrow();
        service = desk.addresses().keySet().iterator().next();
    }

    private static Mail mail(String... recipients) throws Exception {
        MailImpl.Builder mail = MailImpl.builder().name("m").sender(new MailAddress("a@example.com"))
            .addAttribute(new Attribute(Dockets.RECIPIENTS, AttributeValue.of(String.join(",", recipients))));
        for (String recipient : recipients) {
            mail.addRecipient(recipient);
        }
        return mail.build();
    }

    private static Matcher with(Matcher matcher, String condition) throws Exception {
        matcher.init(new MatcherConfig() {
            @Override
            public String getCondition() {
                return condition;
            }

            @Override
            public MailetContext getMailetContext() {
                return null;
            }

            @Override
            public String getMatcherName() {
                return matcher.getClass().getSimpleName();
            }
        });
        return matcher;
    }

    private static Mail decided(Docket docket) throws Exception {
        Mail mail = mail("x@example.com", "y@example.com");
        Dockets.put(mail, docket);
        return mail;
    }

    private static Docket docket() {
        return Docket.of(new Envelope("m", "a@example.com", List.of("x@example.com"), Instant.EPOCH, Optional.empty(), false));
    }

    private static void assertAsks(Matcher question, Docket yes, Docket no) throws Exception {
        Mail both = decided(yes);
        assertThat(question.match(both)).containsExactlyElementsOf(both.getRecipients());
        assertThat(question.match(decided(no))).isEmpty();
        assertThat(question.match(mail("x@example.com"))).isEmpty();
    }

    @Test
    void eachQuestionIsAnsweredForAllRecipientsOrForNone() throws Exception {
        Letter person = Letter.builder().build();
        Letter machine = Letter.builder().origin(Origin.AUTO_REPLY, List.of()).build();
        assertAsks(new IsAutomatic(), docket().with(machine), docket().with(person));
        assertAsks(new IsFollowUp(), docket().with(new Match.Joined(TICKET, List.of(), 0)), docket().with(new Match.Opened(TICKET, List.of())));
        assertAsks(new IsTwin(), docket().with(new Match.Twin(TICKET, List.of())), docket().with(new Match.Joined(TICKET, List.of(), 0)));
        assertAsks(new IsUnreadable(), docket().withTrouble(Reason.of("unreadable")), docket());
        Classification topic = new Classification(desk.fallbackTopic(), Map.of(), Optional.empty(), List.of());
        assertAsks(with(new TopicIs(), desk.fallback()), docket().with(topic), docket());
        assertAsks(with(new TeamIs(), desk.catchAll()), docket().with(new Assignment(desk.catchAllTeam(), Optional.empty(), List.of())), docket());
        assertAsks(with(new PriorityIs(), "urgent"), docket().with(new Urgency(Priority.URGENT, Instant.EPOCH, List.of())),
            docket().with(new Urgency(Priority.LOW, Instant.EPOCH, List.of())));
    }

    @Test
    void aMailToTheDeskAndToOthersIsNotSplit() throws Exception {
        Mail mail = mail(service, "someone@example.com");
        assertThat(new ForDesk(address -> Addresses.forDesk(desk, address)).match(mail)).hasSize(2);
    }

    @Test
    void whatIsForAgentsOrOthersOnlyIsNotForTheDesk() throws Exception {
        String agent = desk.agents().values().iterator().next().login();
        assertThat(new ForDesk(address -> Addresses.forDesk(desk, address)).match(mail(agent, "someone@example.com"))).isEmpty();
    }

    @Test
    void aSenderIsProvenByALogInOrByItsDomain() throws Exception {
        Mail stranger = mail("x@example.com");
        assertThat(new IsProven().match(stranger)).isEmpty();
        stranger.setAttribute(new Attribute(Dockets.VERIFIED, AttributeValue.of(true)));
        assertThat(new IsProven().match(stranger)).hasSize(1);
        Mail agent = mail("x@example.com");
        agent.setAttribute(new Attribute(Dockets.LOGIN, AttributeValue.of("alice@shop.example")));
        assertThat(new IsProven().match(agent)).hasSize(1);
    }

    @Test
    void whoWasLoggedInSubmitted() throws Exception {
        Mail mail = mail("x@example.com");
        assertThat(new IsSubmitted().match(mail)).isEmpty();
        mail.setAttribute(new Attribute(Dockets.LOGIN, AttributeValue.of("alice@shop.example")));
        assertThat(new IsSubmitted().match(mail)).hasSize(1);
    }
}
