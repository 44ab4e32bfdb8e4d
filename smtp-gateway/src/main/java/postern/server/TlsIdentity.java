package postern.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** A private key and its certificate chain, read from PEM files. */
record TlsIdentity(PrivateKey key, List<Certificate> chain) {
    TlsIdentity {
        chain = List.copyOf(chain);
    }

    /** @throws IOException if a file cannot be read or holds something else; the message names the file */
    static TlsIdentity read(Path certificate, Path key) throws IOException, GeneralSecurityException {
        List<Certificate> chain = new ArrayList<>();
        for (Object part : parts(certificate)) {
            if (part instanceof X509CertificateHolder holder) {
                chain.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        if (chain.isEmpty()) {
            throw new IOException(certificate + " holds no certificate in PEM");
        }
        TlsIdentity identity = new TlsIdentity(privateKey(key), chain);
        if (!identity.key.getAlgorithm().equals(chain.get(0).getPublicKey().getAlgorithm())) {
            throw new IOException(key + " is not the key of " + certificate);
        }
        return identity;
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        for (Object part : parts(file)) {
            if (part instanceof PrivateKeyInfo info) {
                return converter.getPrivateKey(info);
            }
            if (part instanceof PEMKeyPair pair) {
                return converter.getPrivateKey(pair.getPrivateKeyInfo());
            }
        }
        throw new IOException(file + " holds no unencrypted private key in PEM");
    }

    private static List<Object> parts(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file); PEMParser parser = new PEMParser(reader)) {
            List<Object> parts = new ArrayList<>();
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                parts.add(part);
            }
            return parts;
        }
    }

    SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] none = new char[0];
        store.setKeyEntry("postern", key, none, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
