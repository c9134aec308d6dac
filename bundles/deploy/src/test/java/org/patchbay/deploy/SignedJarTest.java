package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that must be signed: by one who is trusted, every entry, and nothing else in them. */
class SignedJarTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path shared;
  @TempDir Path temp;

  private static Path keys;
  private static KeyStore store;
  private Clock clock = Clock.systemUTC();

  /** The only slow thing here: the JDK makes certificates by a command alone. */
  @BeforeAll
  static void makeKeys() throws Exception {
    keys = shared.resolve("keys.p12");
    key("alice");
    key("bob");
    key("authority", "-ext", "bc:c");
    key("carol", "-signer", "authority");
    key("server", "-signer", "authority", "-ext", "eku=serverAuth");
    store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
  }

  private static void key(String alias, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Path log = shared.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, keytool.waitFor(), () -> log + " has the reason");
  }

  @Test
  void theJarOfATrustedSignerIsTaken() throws Exception {
    vet(signed("alice"), trust("alice"));
    vet(signed("alice"), trust("bob", "alice"));
  }

  @Test
  void theJarOfOneForWhomAnAuthorityVouchesIsTaken() throws Exception {
    vet(signed("carol"), trust("authority"));
  }

  @Test
  void theJarOfAStrangerIsRefused() throws Exception {
    refused(signed("alice"), trust("bob"), "signer CN=alice is not trusted");
    refused(signed("carol"), trust("alice"), "signer CN=carol is not trusted");
    refused(
        signed("server"), trust("authority"), "CN=server has a certificate that is not for code");
  }

  @Test
  void aCertificateThatHasExpiredOrIsNotYetValidIsRefused() throws Exception {
    Path jar = signed("alice");
    clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
    refused(jar, trust("alice"), "signer CN=alice has a certificate valid from ");
    refused(signed("carol"), trust("authority"), "signer CN=carol has a certificate valid from ");
    clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
    refused(jar, trust("alice"), "signer CN=alice has a certificate valid from ");
  }

  @Test
  void aJarWithoutASignatureIsRefused() throws Exception {
    refused(unsigned(), trust("alice"), "it is not signed");
  }

  @Test
  void anEntryThatWasAddedIsNamed() throws Exception {
    Map<String, byte[]> entries = entries(signed("alice"));
    entries.put("added.txt", new byte[] {1});
    refused(jar(entries), trust("alice"), "added.txt is not signed");
    entries.remove("added.txt");
    entries.put("META-INF/added.txt", new byte[] {1});
    refused(jar(entries), trust("alice"), "META-INF/added.txt is not signed");
    entries.remove("META-INF/added.txt");
    entries.put("META-INF/SIG-ADDED", new byte[] {1});
    refused(jar(entries), trust("alice"), "META-INF/SIG-ADDED is not signed");
  }

  @Test
  void anEntryThatWasChangedIsNamed() throws Exception {
    Map<String, byte[]> entries = entries(signed("alice"));
    entries.get("payload.bin")[7] ^= 1;
    refused(jar(entries), trust("alice"), "payload.bin");
  }

  @Test
  void aManifestFromWhichSectionsWereTakenIsRefused() throws Exception {
    Map<String, byte[]> entries = entries(signed("alice"));
    String manifest = text(entries, "META-INF/MANIFEST.MF");
    int sections = manifest.indexOf("Name: payload.bin");
    entries.put("META-INF/MANIFEST.MF", bytes(manifest.substring(0, sections)));
    refused(jar(entries), trust("alice"), "payload.bin");
  }

  @Test
  void aManifestWithoutItsSignatureIsRefused() throws Exception {
    Map<String, byte[]> entries = entries(signed("alice"));
    entries.keySet().removeIf(name -> name.endsWith(".SF") || name.endsWith(".EC"));
    refused(jar(entries), trust("alice"), "it is not signed");
    Map<String, byte[]> half = entries(signed("alice"));
    half.keySet().removeIf(name -> name.endsWith(".EC"));
    refused(jar(half), trust("alice"), "is not signed");
  }

  @Test
  void headersThatWereChangedAreRefused() throws Exception {
    Map<String, byte[]> entries = entries(signed("alice"));
    String manifest = text(entries, "META-INF/MANIFEST.MF");
    entries.put("META-INF/MANIFEST.MF", bytes(manifest.replace("1.2.3", "1.2.4")));
    refused(jar(entries), trust("alice"), "Manifest main attributes");
  }

  /** The JDK's own signer always adds that digest. */
  @Test
  void aSignatureThatLeavesTheHeadersOpenIsRefused() throws Exception {
    Map<String, byte[]> entries = entries(signed("alice"));
    String digests = text(entries, "META-INF/SIGNER.SF");
    try (JarFile whole = new JarFile(jar(entries).toFile(), false)) {
      TrustedSigners.coversManifest(whole, "META-INF/SIGNER");
    }
    for (String open : List.of("MD5-Digest-Manifest-Main-Attributes", "SHA-256-Digest-Else")) {
      String without = digests.replace("SHA-256-Digest-Manifest-Main-Attributes", open);
      without = without.replace("SHA-384-Digest-Manifest-Main-Attributes", open);
      assertTrue(!without.equals(digests), digests);
      entries.put("META-INF/SIGNER.SF", bytes(without));
      try (JarFile jar = new JarFile(jar(entries).toFile(), false)) {
        String refusal =
            assertThrows(
                    RefusedException.class,
                    () -> TrustedSigners.coversManifest(jar, "META-INF/SIGNER"))
                .getMessage();
        assertTrue(refusal.contains("META-INF/MANIFEST.MF is not signed"), refusal);
      }
    }
  }

  @Test
  void twoSignersAreRefusedThoughBothAreTrusted() throws Exception {
    Path twice = temp.resolve("twice.jar");
    sign(signed("alice"), "bob", "BOB", twice);
    refused(twice, trust("alice", "bob"), "2 signatures, one is allowed");
  }

  @Test
  void aKeyStoreThatCannotBeReadIsNamed() throws Exception {
    Path wrong = Files.writeString(temp.resolve("wrong"), "another\n");
    RefusedException refusal =
        assertThrows(
            RefusedException.class, () -> TrustedSigners.read(keys, wrong, Clock.systemUTC()));
    assertTrue(refusal.getMessage().startsWith(keys + " cannot be read: "), refusal.getMessage());
    Path none = temp.resolve("none.p12");
    refusal =
        assertThrows(
            RefusedException.class, () -> TrustedSigners.read(none, null, Clock.systemUTC()));
    assertTrue(refusal.getMessage().startsWith(none + " cannot be read: "), refusal.getMessage());
  }

  private void refused(Path jar, TrustedSigners signers, String message) {
    String refusal = assertThrows(RefusedException.class, () -> vet(jar, signers)).getMessage();
    assertTrue(refusal.startsWith("signature: "), refusal);
    assertTrue(refusal.contains(message), refusal);
    assertEquals(1, refusal.lines().count(), refusal);
  }

  private static void vet(Path jar, TrustedSigners signers) throws RefusedException {
    VettingTerms.Terms terms = new VettingTerms.Terms(List.of(), Optional.of(signers));
    new JarVetting(JarVettingTest.ground(), ReferenceRules.shipped(), () -> terms).vet(jar);
  }

  /** The certificates alone, as an operator keeps them. */
  private TrustedSigners trust(String... aliases) throws Exception {
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    for (String alias : aliases) {
      certificates.setCertificateEntry(alias, store.getCertificate(alias));
    }
    Path file = temp.resolve("trusted.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      certificates.store(out, PASSWORD.toCharArray());
    }
    Path password = Files.writeString(temp.resolve("password"), PASSWORD + "\n");
    return TrustedSigners.read(file, password, clock);
  }

  private Path unsigned() throws IOException {
    return TestJars.write(temp.resolve("unsigned.jar"), JarVettingTest.bundle(Map.of()));
  }

  private Path signed(String alias) throws Exception {
    Path jar = temp.resolve(alias + ".jar");
    sign(unsigned(), alias, "SIGNER", jar);
    return jar;
  }

  private static void sign(Path from, String alias, String name, Path to) throws Exception {
    KeyStore.PrivateKeyEntry key =
        (KeyStore.PrivateKeyEntry)
            store.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    JarSigner signer = new JarSigner.Builder(key).signerName(name).build();
    try (ZipFile in = new ZipFile(from.toFile());
        OutputStream out = Files.newOutputStream(to)) {
      signer.sign(in, out);
    }
  }

  private static Map<String, byte[]> entries(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
        entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private Path jar(Map<String, byte[]> entries) throws IOException {
    Path file = temp.resolve("changed.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }

  private static String text(Map<String, byte[]> entries, String name) {
    return new String(entries.get(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
