package postern.imap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imapserver.netty.IMAPServer;
import org.apache.james.imapserver.netty.ImapChannelUpstreamHandler;
import org.apache.james.imapserver.netty.ImapIdleStateHandler;
import org.apache.james.imapserver.netty.ImapMetrics;
import org.apache.james.imapserver.netty.ReactiveThrottler;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.ConnectionLimitUpstreamHandler;
import org.apache.james.protocols.netty.ConnectionPerIpLimitUpstreamHandler;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.HandlerConstants;

/** James' IMAP server on one port, with {@link CommandDecoder} in the place of James' decoders. */
final class GuardedImapServer extends IMAPServer {
    private static final int UNTHROTTLED = -1;

    private final ImapDecoder decoder;
    private final ImapEncoder encoder;
    private final ImapProcessor processor;
    private final ImapMetrics metrics;
    private final ReactiveThrottler throttler;
    private final ImapSettings settings;
    private Encryption tls;
    private int idleSeconds;

    GuardedImapServer(ImapDecoder decoder, ImapEncoder encoder, ImapProcessor processor, ImapMetrics metrics, GaugeRegistry gauges,
                      ImapSettings settings) {
        super(decoder, encoder, processor, metrics, gauges);
        this.decoder = decoder;
        this.encoder = encoder;
        this.processor = new TakingTurns(processor, settings.doorkeeper().threads());
        this.metrics = metrics;
        this.throttler = new ReactiveThrottler(gauges, UNTHROTTLED, 0);
        this.settings = settings;
    }

    @Override
    public void doConfigure(HierarchicalConfiguration<ImmutableNode> configuration) throws ConfigurationException {
        super.doConfigure(configuration);
        boolean startTls = configuration.getBoolean("startTls");
        tls = new LiveTls(settings.tls(), startTls);
        idleSeconds = configuration.getInt("timeout", DEFAULT_TIMEOUT);
        // RFC 7162 §3.2.3: who offers QRESYNC offers CONDSTORE, which James does only when told so here.
        processor.configure(ImapConfiguration.builder().enableIdle(true).isCondstoreEnable(true)
            .idleTimeInterval(settings.heartbeat().toSeconds()).idleTimeIntervalUnit(TimeUnit.SECONDS)
            .appendLimit(Optional.of(Math.toIntExact(settings.largest()))).isProvisionDefaultMailboxes(settings.provision()).build());
        var endpoint = startTls ? settings.imap() : settings.imaps();
        setListenAddresses(new InetSocketAddress(endpoint.host(), endpoint.port()));
    }

    @Override
    protected void buildSSLContext() {
        // The context is asked for at each connection.
    }

    @Override
    protected Encryption getEncryption() {
        return tls;
    }

    @Override
    protected AbstractChannelPipelineFactory createPipelineFactory() {
        var all = ConnectionLimitUpstreamHandler.forCount(connectionLimit);
        var perAddress = ConnectionPerIpLimitUpstreamHandler.forCount(connPerIP);
        return new AbstractChannelPipelineFactory(getFrameHandlerFactory(), getExecutorGroup()) {
            @Override
            protected ChannelInboundHandlerAdapter createHandler() {
                return createCoreHandler();
            }

            @Override
            public void initChannel(Channel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                pipeline.addLast(TIMEOUT_HANDLER, new ImapIdleStateHandler(idleSeconds));
                all.ifPresent(limit -> pipeline.addLast(HandlerConstants.CONNECTION_LIMIT_HANDLER, limit));
                perAddress.ifPresent(limit -> pipeline.addLast(HandlerConstants.CONNECTION_LIMIT_PER_IP_HANDLER, limit));
                if (!tls.isStartTLS()) {
                    pipeline.addFirst(SSL_HANDLER, tls.sslHandler());
                }
                pipeline.addLast(CHUNK_WRITE_HANDLER, new ChunkedWriteHandler());
                pipeline.addLast(REQUEST_DECODER, new CommandDecoder(decoder, settings.agent(), settings.budget(), settings.doorkeeper()));
                pipeline.addLast(CORE_HANDLER, createCoreHandler());
            }
        };
    }

    @Override
    protected ChannelInboundHandlerAdapter createCoreHandler() {
        return ImapChannelUpstreamHandler.builder()
            .reactiveThrottler(throttler)
            .hello("Postern ready")
            .processor(processor)
            .encoder(encoder)
            .compress(false)
            .authenticationConfiguration(new AuthenticationConfiguration(true, true))
            .secure(tls)
            .imapMetrics(metrics)
            .heartbeatInterval(settings.heartbeat())
            .ignoreIDLEUponProcessing(true)
            .build();
    }
}
