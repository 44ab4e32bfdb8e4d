package postern.imap;

import io.netty.handler.ssl.SslHandler;
import javax.inject.Provider;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.james.protocols.api.ClientAuth;
import org.apache.james.protocols.netty.Encryption;

/**
 * TLS with the certificate of the moment, so that a renewed one is shown to the next client without a restart.
 *
 * @param startTls whether the client asks for it, or it begins with the first octet
 */
record LiveTls(Provider<SSLContext> context, boolean startTls) implements Encryption {
    @Override
    public boolean isStartTLS() {
        return startTls;
    }

    @Override
    public boolean supportsEncryption() {
        return true;
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return null;
    }

    @Override
    public ClientAuth getClientAuth() {
        return ClientAuth.NONE;
    }

    @Override
    public SslHandler sslHandler() {
        SSLEngine engine = context.get().createSSLEngine();
        engine.setUseClientMode(false);
        // RFC 8996: nothing older than TLS 1.2.
        engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return new SslHandler(engine);
    }
}
