package postern.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.NoopRequest;
import org.apache.james.imap.message.response.ImmutableStatusResponse;
import org.apache.james.imapserver.netty.NettyConstants;
import org.apache.james.imapserver.netty.NettyImapSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class TakingTurnsTest {
    private final Doorkeeper doorkeeper = new Doorkeeper(Duration.ofMinutes(1));
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Answers answers = new Answers(new ConcurrentLinkedQueue<>());

    @AfterEach
    void close() {
        doorkeeper.close();
        channel.close();
    }

    private record Answers(Queue<ImapResponseMessage> all) implements ImapProcessor.Responder {
        @Override
        public void respond(ImapResponseMessage message) {
            all.add(message);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }
    }

    private record Command(Supplier<Mono<Void>> work) implements ImapProcessor {
        @Override
        public Mono<Void> processReactive(ImapMessage message, Responder responder, ImapSession session) {
            return work.get();
        }

        @Override
        public void configure(ImapConfiguration configuration) {
            // Nothing to set.
        }
    }

    private static ImapSession session(EmbeddedChannel channel) {
        return new NettyImapSession(channel, null, false, true, true, ImapSession.SessionId.generate(), Optional.empty());
    }

    private Mono<Void> process(Supplier<Mono<Void>> work) {
        return new TakingTurns(new Command(work), doorkeeper.threads())
            .processReactive(new NoopRequest(new Tag("a")), answers, session(channel));
    }

    /** The catalogue of folders used to stay wrong until a restart when the client went between the commit and the answer. */
    @Test
    void aChangeIsAnnouncedThoughItsClientIsGone() {
        CompletableFuture<String> commit = new CompletableFuture<>();
        AtomicBoolean waits = new AtomicBoolean();
        AtomicBoolean announced = new AtomicBoolean();
        Disposable client = process(() -> Mono.fromFuture(commit).doOnSubscribe(any -> waits.set(true))
            .doOnNext(any -> announced.set(true)).then()).subscribe();
        await().untilTrue(waits);
        client.dispose();
        commit.complete("committed");
        await().untilTrue(announced);
    }

    @Test
    void anErrorOfTheVirtualMachineIsAnsweredToo() {
        process(() -> {
            throw new StackOverflowError();
        }).block(Duration.ofSeconds(60));
        assertThat(answers.all()).singleElement().isInstanceOfSatisfying(ImmutableStatusResponse.class,
            no -> assertThat(no.getTag().asString()).isEqualTo("a"));
    }

    /** A password hash on an event loop used to stop all connections of that loop. */
    @Test
    void aPasswordIsCheckedOffTheEventLoop() throws Exception {
        EmbeddedChannel guarded = new EmbeddedChannel();
        CommandDecoder door = new CommandDecoder(null, CommandLimits.agent(1000), new Budget(1000), doorkeeper);
        guarded.pipeline().addLast(door);
        guarded.attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY).set(session(guarded));
        guarded.pipeline().fireChannelActive();
        AtomicReference<Thread> worker = new AtomicReference<>();
        CountDownLatch checked = new CountDownLatch(1);
        door.pushLineHandler(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object line) {
                worker.set(Thread.currentThread());
                checked.countDown();
            }
        });
        guarded.writeInbound(Unpooled.copiedBuffer("AGV2ZQBndWVzcw==\r\n", StandardCharsets.US_ASCII));
        assertThat(checked.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.get()).isNotSameAs(Thread.currentThread());
        guarded.close();
    }
}
