package org.patchbay.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Whose signature a jar must bear: certificates of signers, or of authorities that vouch for them.
 * Immutable.
 *
 * <p>The JDK compares an entry with its signature while it is read; it leaves to us whether all
 * entries are signed, by whom, and whether that signature stands for the manifest as well, whose
 * headers say what is run. A time stamp does not save a signature whose certificate has expired.
 */
final class TrustedSigners {
  private static final long MAX_BYTES = 1_000_000;
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/([^/]+)\\.SF");
  private static final Pattern STRONG =
      Pattern.compile("SHA(3)?-(256|384|512)-Digest-Manifest-Main-Attributes");
  private static final Set<String> FOR_CODE = Set.of("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");

  private final Set<X509Certificate> trusted;
  private final Clock clock;

  private TrustedSigners(Set<X509Certificate> trusted, Clock clock) {
    this.trusted = Set.copyOf(trusted);
    this.clock = clock;
  }

  /**
   * Reads the certificates of a key store.
   *
   * @param passwordFile whose first line is the password, or null for none
   * @param clock says which certificates have expired
   * @throws RefusedException naming the file and what is wrong with it
   */
  static TrustedSigners read(Path store, Path passwordFile, Clock clock) throws RefusedException {
    Set<X509Certificate> trusted = new HashSet<>();
    try {
      char[] password = passwordFile == null ? null : password(passwordFile);
      bounded(store);
      KeyStore keys = KeyStore.getInstance(store.toFile(), password);
      for (String alias : Collections.list(keys.aliases())) {
        if (keys.getCertificate(alias) instanceof X509Certificate certificate) {
          trusted.add(certificate);
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new RefusedException(store + " cannot be read: " + e.getMessage());
    }
    if (trusted.isEmpty()) {
      throw new RefusedException(store + " has no certificate that can be read");
    }
    return new TrustedSigners(trusted, clock);
  }

  private static char[] password(Path file) throws IOException {
    bounded(file);
    return Files.readString(file).lines().findFirst().orElse("").toCharArray();
  }

  private static void bounded(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("length %d (max %d)".formatted(Files.size(file), MAX_BYTES));
    }
  }

  /**
   * Judges a jar.
   *
   * @param jar opened for verification, every entry read to its end
   * @throws RefusedException naming the entry and what is wrong with its signature
   */
  void check(JarFile jar) throws IOException, RefusedException {
    String signature = signature(jar);
    CodeSigner signer = null;
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (entry.isDirectory() && entry.getSize() <= 0 || belongs(entry.getName(), signature)) {
        continue;
      }
      CodeSigner[] signers = entry.getCodeSigners();
      if (signers == null || signers.length == 0) {
        throw new RefusedException("signature: " + entry.getName() + " is not signed");
      }
      if (signers.length > 1) {
        throw new RefusedException(
            "signature: %s is signed by %d".formatted(entry.getName(), signers.length));
      }
      if (signer != null && !signer.equals(signers[0])) {
        throw new RefusedException("signature: " + entry.getName() + " has another signer");
      }
      signer = signers[0];
    }
    if (signer == null) {
      throw new RefusedException("signature: no entry is signed");
    }
    coversManifest(jar, signature);
    trust(signer);
  }

  /** The name of its one signature, such as {@code META-INF/SIGNER}. */
  private static String signature(JarFile jar) throws RefusedException {
    List<String> found = new ArrayList<>();
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (SIGNATURE.matcher(entry.getName()).matches()) {
        found.add(entry.getName());
      }
    }
    if (found.size() != 1) {
      throw new RefusedException(
          found.isEmpty()
              ? "signature: it is not signed"
              : "signature: %d signatures, one is allowed: %s"
                  .formatted(found.size(), String.join(", ", found)));
    }
    return found.get(0).substring(0, found.get(0).length() - ".SF".length());
  }

  private static boolean belongs(String name, String signature) {
    return name.equals(JarFile.MANIFEST_NAME)
        || name.startsWith(signature + ".")
            && Set.of("SF", "RSA", "DSA", "EC").contains(name.substring(signature.length() + 1));
  }

  /** Of a signature without this digest the JDK takes any change of the manifest's headers. */
  static void coversManifest(JarFile jar, String signature) throws IOException, RefusedException {
    try (var in = jar.getInputStream(jar.getEntry(signature + ".SF"))) {
      boolean covered =
          new Manifest(in)
              .getMainAttributes().keySet().stream()
                  .anyMatch(key -> STRONG.matcher(key.toString()).matches());
      if (!covered) {
        throw new RefusedException(
            "signature: META-INF/MANIFEST.MF is not signed: %s.SF has no digest of its headers"
                .formatted(signature));
      }
    }
  }

  private void trust(CodeSigner signer) throws RefusedException {
    List<? extends Certificate> chain = signer.getSignerCertPath().getCertificates();
    X509Certificate leaf = (X509Certificate) chain.get(0);
    String who = "signature: signer " + leaf.getSubjectX500Principal().getName();
    try {
      leaf.checkValidity(Date.from(clock.instant()));
      if (!forCode(leaf)) {
        throw new RefusedException(who + " has a certificate that is not for code");
      }
      if (!trusted.contains(leaf)) {
        vouched(chain);
      }
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      throw new RefusedException(
          "%s has a certificate valid from %s to %s"
              .formatted(who, leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()));
    } catch (GeneralSecurityException e) {
      throw new RefusedException(who + " is not trusted: " + e.getMessage());
    }
  }

  private static boolean forCode(X509Certificate leaf) throws GeneralSecurityException {
    boolean[] usage = leaf.getKeyUsage();
    List<String> purposes = leaf.getExtendedKeyUsage();
    return (usage == null || usage[0])
        && (purposes == null || !Collections.disjoint(purposes, FOR_CODE));
  }

  private void vouched(List<? extends Certificate> chain) throws GeneralSecurityException {
    List<Certificate> path = new ArrayList<>();
    for (Certificate certificate : chain) {
      if (trusted.contains(certificate)) {
        break;
      }
      path.add(certificate);
    }
    Set<TrustAnchor> anchors = new HashSet<>();
    trusted.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(clock.instant()));
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
  }
}
