package postern.imap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.message.request.IRAuthenticateRequest;
import org.apache.james.imap.message.request.LoginRequest;
import org.apache.james.imap.message.request.StartTLSRequest;
import org.apache.james.imapserver.netty.NettyConstants;
import org.apache.james.imapserver.netty.NettyImapRequestLineReader;
import org.apache.james.protocols.netty.LineHandlerAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: gathers one whole command within its limits and hands it to James' decoder, which so never sees a part of one.
 *
 * <p>Stands where James has its line framer and its restarting frame decoder. One for each connection, on its event loop;
 * James pushes and pops line handlers (IDLE, AUTHENTICATE) from other threads.
 */
final class CommandDecoder extends ByteToMessageDecoder implements LineHandlerAware, NettyConstants {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDecoder.class);

    private static final byte[] CRLF = {'\r', '\n'};

    private final ImapDecoder james;
    private final CommandLimits agent;
    private final Budget budget;
    private final Doorkeeper doorkeeper;
    private final Deque<ChannelInboundHandlerAdapter> lines = new ConcurrentLinkedDeque<>();
    private CommandScan scan;
    private Turn turn;
    private long announced;
    private boolean startsTls;
    private ImapSession logsIn;

    CommandDecoder(ImapDecoder james, CommandLimits agent, Budget budget, Doorkeeper doorkeeper) {
        this.james = james;
        this.agent = agent;
        this.budget = budget;
        this.doorkeeper = doorkeeper;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        turn = new Turn(() -> ctx.executor().execute(() -> {
            turn.free();
            resume(ctx);
        }));
        ctx.executor().schedule(() -> closeStranger(ctx), doorkeeper.grace().toMillis(), TimeUnit.MILLISECONDS);
        super.channelActive(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        settleLogIn(ctx);
        super.channelInactive(ctx);
        forget();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        resume(ctx);
        super.channelWritabilityChanged(ctx);
    }

    private void resume(ChannelHandlerContext ctx) {
        settleLogIn(ctx);
        if (ctx.channel().isActive() && !turn.taken() && ctx.channel().isWritable()) {
            ctx.channel().config().setAutoRead(true);
            try {
                channelRead(ctx, Unpooled.EMPTY_BUFFER);
            } catch (Exception e) {
                ctx.fireExceptionCaught(e);
            }
        }
    }

    private void settleLogIn(ChannelHandlerContext ctx) {
        // Who leaves before the answer may have guessed wrong, too.
        if (logsIn != null && (!turn.taken() || !ctx.channel().isActive())) {
            if (logsIn.getState() != ImapSessionState.AUTHENTICATED) {
                doorkeeper.failed(ctx.channel().remoteAddress());
            }
            logsIn = null;
        }
    }

    private void closeStranger(ChannelHandlerContext ctx) {
        ImapSession session = session(ctx);
        if (session == null || session.getState() == ImapSessionState.NON_AUTHENTICATED) {
            bye(ctx, "nobody logged in for " + doorkeeper.grace().toSeconds() + " seconds");
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ImapSession session = session(ctx);
        if (session == null || session.getState() == ImapSessionState.LOGOUT) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (startsTls && !session.isTLSActive()) {
            // CVE-2021-38542: whoever is in the middle must not be able to say the first command under TLS.
            in.skipBytes(in.readableBytes());
            bye(ctx, "octets in the clear after STARTTLS");
            return;
        }
        startsTls = false;
        if (turn.taken() || !ctx.channel().isWritable()) {
            ctx.channel().config().setAutoRead(false);
            return;
        }
        settleLogIn(ctx);
        ChannelInboundHandlerAdapter line = lines.peekFirst();
        if (line != null) {
            continuation(ctx, in, line, session);
        } else {
            command(ctx, in, out, session);
        }
    }

    private void continuation(ChannelHandlerContext ctx, ByteBuf in, ChannelInboundHandlerAdapter line, ImapSession session) {
        int length = in.bytesBefore((byte) '\n') + 1;
        if (length > agent.line() || length == 0 && in.readableBytes() > agent.line()) {
            in.skipBytes(in.readableBytes());
            bye(ctx, "line over " + agent.line() + " octets");
        } else if (length > 0 && session.getState() == ImapSessionState.NON_AUTHENTICATED) {
            password(ctx, in.readBytes(length), line, session);
        } else if (length > 0) {
            pass(ctx, in.readSlice(length), line);
        }
    }

    /** The client's part of AUTHENTICATE. */
    private void password(ChannelHandlerContext ctx, ByteBuf text, ChannelInboundHandlerAdapter line, ImapSession session) {
        turn.take(session);
        logsIn = session;
        try {
            doorkeeper.threads().schedule(() -> {
                pass(ctx, text, line);
                text.release();
                Turn.done(session);
            });
        } catch (RejectedExecutionException e) {
            text.release();
            bye(ctx, "too many log in at this time");
        }
    }

    private static void pass(ChannelHandlerContext ctx, ByteBuf text, ChannelInboundHandlerAdapter line) {
        try {
            line.channelRead(ctx, text);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    private void command(ChannelHandlerContext ctx, ByteBuf in, List<Object> out, ImapSession session) {
        if (scan == null) {
            scan = new CommandScan(session.getState() == ImapSessionState.NON_AUTHENTICATED ? CommandLimits.stranger() : agent);
        }
        CommandScan.Found found = scan.on(in);
        while (found instanceof CommandScan.Literal literal) {
            if (!budget.take(literal.octets())) {
                refuse(ctx, in, new CommandScan.TooMuch("the server holds as many literals as it may, try later", literal.waits()));
                return;
            }
            announced += literal.octets();
            if (literal.waits()) {
                answer(ctx, "+ go on");
            }
            found = scan.on(in);
        }
        switch (found) {
            case CommandScan.Complete complete -> parse(ctx, in, complete, out, session);
            case CommandScan.TooMuch tooMuch -> refuse(ctx, in, tooMuch);
            case CommandScan.More more -> { }
            case CommandScan.Literal literal -> throw new IllegalStateException("a literal inside a literal");
        }
    }

    private void parse(ChannelHandlerContext ctx, ByteBuf in, CommandScan.Complete complete, List<Object> out, ImapSession session) {
        String tag = CommandScan.tag(in);
        ByteBuf whole = ended(in, complete);
        forget();
        try {
            turn.take(session);
            // RFC 9051 §4.3: leave to send was given by this class; the reader must not give it again.
            ImapMessage message = james.decode(new NettyImapRequestLineReader(ctx.channel(), whole, true, 0), session);
            // Only James' own reading counts: it takes more spellings for STARTTLS than RFC 9051 does.
            startsTls = message instanceof StartTLSRequest;
            if (Doorkeeper.isAskedBy(message) && doorkeeper.turnsAway(ctx.channel().remoteAddress())) {
                // RFC 5530 §3
                answer(ctx, tag + " NO [UNAVAILABLE] too many wrong passwords came from your address, try later");
                Turn.done(session);
                return;
            }
            logsIn = message instanceof LoginRequest || message instanceof IRAuthenticateRequest ? session : null;
            out.add(message);
        } catch (NettyImapRequestLineReader.NotEnoughDataException | StackOverflowError e) {
            LOG.debug("Command refused by its parser", e);
            answer(ctx, tag + " BAD command not understood");
            Turn.done(session);
        }
    }

    /** James looks for CR LF behind a literal; a line that ends with LF alone is taken as well. */
    private static ByteBuf ended(ByteBuf in, CommandScan.Complete complete) {
        ByteBuf command = in.readSlice(complete.length());
        return complete.crlf() ? command : Unpooled.wrappedBuffer(command.slice(0, complete.length() - 1), Unpooled.wrappedBuffer(CRLF));
    }

    private void refuse(ChannelHandlerContext ctx, ByteBuf in, CommandScan.TooMuch tooMuch) {
        String tag = CommandScan.tag(in);
        boolean stranger = session(ctx).getState() == ImapSessionState.NON_AUTHENTICATED;
        in.skipBytes(in.readableBytes());
        forget();
        LOG.info("IMAP command refused: {}", tooMuch.what());
        if (tooMuch.resumable() && !stranger) {
            // RFC 7889 §4: too large an APPEND is answered before its octets are sent.
            answer(ctx, tag + " NO [TOOBIG] " + tooMuch.what());
        } else {
            bye(ctx, tooMuch.what());
        }
    }

    private void forget() {
        budget.give(announced);
        announced = 0;
        scan = null;
    }

    private static void answer(ChannelHandlerContext ctx, String text) {
        ctx.writeAndFlush(Unpooled.copiedBuffer(text + "\r\n", StandardCharsets.US_ASCII));
    }

    private static void bye(ChannelHandlerContext ctx, String why) {
        ctx.channel().config().setAutoRead(false);
        ctx.writeAndFlush(Unpooled.copiedBuffer("* BYE " + why + "\r\n", StandardCharsets.US_ASCII)).addListener(ChannelFutureListener.CLOSE);
    }

    private static ImapSession session(ChannelHandlerContext ctx) {
        return ctx.channel().attr(IMAP_SESSION_ATTRIBUTE_KEY).get();
    }

    @Override
    public void pushLineHandler(ChannelInboundHandlerAdapter line) {
        lines.addFirst(line);
    }

    @Override
    public void popLineHandler() {
        lines.pollFirst();
    }
}
