package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;

/** What strangers send at once takes no more memory than there is room for. */
class RoomTest {
    private static final int MIB = 1024 * 1024;

    private static Mail mail(int size) throws MessagingException {
        MailImpl mail = MailImpl.builder().name("m").sender(new MailAddress("a@example.com")).addRecipient("b@example.com").build();
        new RawMessage("m", new byte[size]).replaceIn(mail);
        return mail;
    }

    @Test
    void largeMailsWaitForEachOther() {
        Room room = new Room(5 * MIB);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return room.read(mail(2 * MIB), octets -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        return octets.length;
                    });
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        assertThat(all).extracting(CompletableFuture::join).containsOnly(2 * MIB);
        assertThat(most.get()).isBetween(1, 2);
        assertThat(room.free()).isEqualTo(5 * 1024);
    }

    @Test
    void aMailLargerThanAllTheRoomIsReadAlone() throws Exception {
        Room room = new Room(MIB);
        assertThat(room.<Integer>read(mail(3 * MIB), octets -> room.free())).isZero();
        assertThat(room.free()).isEqualTo(1024);
    }

    @Test
    void roomIsGivenBackWhenReadingFails() {
        Room room = new Room(5 * MIB);
        assertThatThrownBy(() -> room.read(mail(2 * MIB), octets -> {
            throw new IllegalStateException("broken");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(room.free()).isEqualTo(5 * 1024);
    }
}
