package postern.server;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate of a gateway that was given none: ECDSA P-256, signed by itself, kept in the home directory so that clients
 * which trusted it once go on doing so. Made anew a month before it ends.
 */
final class SelfSigned {
    // Apple's clients refuse TLS certificates that live longer than 825 days.
    private static final Duration LIFE = Duration.ofDays(820);
    private static final Duration RENEW = Duration.ofDays(30);

    private final Path home;
    private final String hostname;
    private final Clock clock;

    SelfSigned(Path home, String hostname, Clock clock) {
        this.home = home;
        this.hostname = hostname;
        this.clock = clock;
    }

    TlsIdentity identity() throws IOException, GeneralSecurityException {
        Path certificate = home.resolve("tls.crt");
        Path key = home.resolve("tls.key");
        if (!Files.exists(certificate) || !Files.exists(key) || ends(certificate, key)) {
            make(certificate, key);
        }
        return TlsIdentity.read(certificate, key);
    }

    private boolean ends(Path certificate, Path key) throws IOException, GeneralSecurityException {
        Instant end = ((java.security.cert.X509Certificate) TlsIdentity.read(certificate, key).chain().get(0)).getNotAfter().toInstant();
        return clock.instant().plus(RENEW).isAfter(end);
    }

    private void make(Path certificate, Path key) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        try {
            PrivateFile.write(key, pem(new JcaPKCS8Generator(pair.getPrivate(), null).generate()));
            PrivateFile.write(certificate, pem(sign(pair)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private X509CertificateHolder sign(KeyPair pair) throws IOException, OperatorCreationException {
        Instant now = clock.instant();
        X500Name name = new X500Name("CN=" + hostname);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
            Date.from(now.minus(Duration.ofHours(1))), Date.from(now.plus(LIFE)), name, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        // RFC 9525 §6.3: names are looked for here, not in the subject.
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, hostname), new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.iPAddress, "::1")}));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    private static String pem(Object part) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return text.toString();
    }
}
