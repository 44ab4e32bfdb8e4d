package postern.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The certificates that a server on loopback shows. */
final class Certificates {
    private Certificates() {
    }

    static String pem(int port) throws IOException {
        try {
            StringBuilder pem = new StringBuilder();
            for (Certificate certificate : shown(port)) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
            }
            return pem.toString();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** @return by SHA-256, in hexadecimal with colons */
    static String fingerprint(int port) throws IOException {
        try {
            return HexFormat.ofDelimiter(":").formatHex(MessageDigest.getInstance("SHA-256").digest(shown(port)[0].getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Certificate[] shown(int port) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anything()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            return socket.getSession().getPeerCertificates();
        }
    }

    /** The first look at a certificate cannot know it yet. */
    private static final class Anything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
