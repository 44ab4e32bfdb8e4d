package postern.proof;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import postern.wire.Reply;
import postern.wire.SmtpClient;
import postern.wire.SmtpException;

/** Customers who each write one numbered mail, over many sessions at once, and remember what was answered. */
final class NumberedMails {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final AtomicInteger next = new AtomicInteger();
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();
    private final Set<Integer> refusedForNow = ConcurrentHashMap.newKeySet();
    private final Set<String> refusedForGood = ConcurrentHashMap.newKeySet();
    private final int octets;
    private volatile List<String> agents = List.of();

    /** @param octets of a mail, about */
    NumberedMails(int octets) {
        this.octets = octets;
    }

    /** From now on some mails go to the desk and to these agents in private, and some to the agents alone. */
    void alsoTo(Collection<String> agents) {
        this.agents = List.copyOf(agents);
    }

    static boolean isForDesk(int number) {
        return number % 4 != 3;
    }

    static boolean isPrivate(int number) {
        return number % 4 >= 2;
    }

    private List<String> recipients(int number) {
        List<String> all = new ArrayList<>();
        if (agents.isEmpty() || isForDesk(number)) {
            all.add("service@shop.example");
        }
        if (isPrivate(number)) {
            all.addAll(agents);
        }
        return all;
    }

    static String messageId(int number) {
        return "<numbered-" + number + "@customers.example>";
    }

    static String sender(int number) {
        return "customer" + number + "@place" + number % 400 + ".example";
    }

    /** Sends over so many sessions until it is told to stop or the other side is gone. Returns at once; join the threads to wait. */
    List<Thread> send(InetSocketAddress edge, int sessions, AtomicBoolean stop) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            threads.add(Thread.ofVirtual().start(() -> session(edge, stop)));
        }
        return threads;
    }

    private void session(InetSocketAddress edge, AtomicBoolean stop) {
        while (!stop.get()) {
            try (SmtpClient client = SmtpClient.connect(edge, "customers.example", TIMEOUT, false)) {
                while (!stop.get()) {
                    sendOne(client);
                }
            } catch (SmtpException e) {
                count(next.getAndIncrement(), e.reply());
            } catch (IOException e) {
                // The gateway was killed, or ended a session that was refused too often: the next connection tells.
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }

    private void sendOne(SmtpClient client) throws IOException {
        int number = next.getAndIncrement();
        try {
            count(number, client.send(sender(number), recipients(number), SmtpClient.stuffed(mail(number))));
        } catch (IOException e) {
            unanswered.add(number);
            throw e;
        }
    }

    private void count(int number, Reply reply) {
        if (reply.positive()) {
            accepted.add(number);
        } else if (reply.code() / 100 == 4) {
            refusedForNow.add(number);
        } else {
            refusedForGood.add(reply.toString());
        }
    }

    private byte[] mail(int number) {
        String subject = number % 2 == 0 ? "Where is my order no. " + number : "=?utf-8?B?" + java.util.Base64.getEncoder()
            .encodeToString(("订单没有发货 " + number).getBytes(StandardCharsets.UTF_8)) + "?=";
        StringBuilder mail = new StringBuilder("From: <" + sender(number) + ">\r\nTo: <service@shop.example>\r\nSubject: " + subject
            + "\r\nMessage-ID: " + messageId(number) + "\r\nDate: Mon, 16 Nov 2026 09:00:00 +0800\r\n\r\nOrder no. " + number + ".\r\n");
        while (mail.length() < octets) {
            mail.append("It has not been shipped yet. Please tell me when it will be here, I have been waiting for a week.\r\n");
        }
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Numbers that were answered 250. */
    Set<Integer> accepted() {
        return accepted;
    }

    /** Numbers whose answer never came: they may be there or not. */
    Set<Integer> unanswered() {
        return unanswered;
    }

    /** Numbers that were answered 4xx. */
    Set<Integer> refusedForNow() {
        return refusedForNow;
    }

    /** Replies 5xx: there should be none. */
    Set<String> refusedForGood() {
        return refusedForGood;
    }
}
