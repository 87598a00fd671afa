package io.eventmill.app.security;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority of one's own and a server's certificate that rests on it: {@code ca.pem} for clients
 * to trust, {@code server.pem} and {@code server-key.pem} for the server. The authority's key is
 * thrown away, so nobody can make further certificates that the clients would trust.
 */
public final class Certificates {
  private static final Duration VALID = Duration.ofDays(825);
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Certificates() {}

  /** The files that are made. */
  public static List<Path> files(Path folder) {
    return List.of(
        folder.resolve("ca.pem"), folder.resolve("server.pem"), folder.resolve("server-key.pem"));
  }

  /**
   * @param names names and addresses by which clients call the server
   */
  public static void make(Path folder, List<String> names, Clock clock) throws IOException {
    try {
      Instant now = clock.instant();
      KeyPair authority = keys();
      KeyPair server = keys();
      X500Principal issuer =
          new X500Principal("CN=Eventmill own CA " + TokenText.id().substring(0, 8));
      X509Certificate ca = authority(issuer, authority, now);
      X509Certificate certificate = server(issuer, authority, server, names, now);
      Files.createDirectories(folder);
      List<Path> files = files(folder);
      Path key = files.get(2);
      if (key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            key,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(key, pem(pkcs8(server.getPrivate())));
      Files.writeString(files.get(1), pem(certificate) + pem(ca));
      Files.writeString(files.get(0), pem(ca));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("no certificate could be made: " + e.getMessage(), e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  private static X509Certificate authority(X500Principal name, KeyPair keys, Instant now)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    JcaX509v3CertificateBuilder builder = builder(name, name, keys, now);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return signed(builder, keys.getPrivate());
  }

  private static X509Certificate server(
      X500Principal issuer, KeyPair authority, KeyPair keys, List<String> names, Instant now)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    X500Principal subject = new X500Principal("CN=Eventmill");
    JcaX509v3CertificateBuilder builder = builder(issuer, subject, keys, now);
    JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
    GeneralName[] all = names.stream().map(Certificates::name).toArray(GeneralName[]::new);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        utils.createAuthorityKeyIdentifier(authority.getPublic()));
    return signed(builder, authority.getPrivate());
  }

  private static GeneralName name(String name) {
    boolean address = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair keys, Instant now) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM).add(BigInteger.ONE),
        Date.from(now.minus(Duration.ofHours(1))), // for clocks that are behind
        Date.from(now.plus(VALID)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }

  private static Object pkcs8(PrivateKey key) throws IOException {
    return new JcaPKCS8Generator(key, null);
  }

  private static String pem(Object what) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(what);
    }
    return text.toString();
  }
}
