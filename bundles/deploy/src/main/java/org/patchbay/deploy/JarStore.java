package org.patchbay.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of deployed jars: what was vetted is what is installed, even when the file changes
 * meanwhile, and a replaced jar can come back. Confined to File Install's thread.
 */
final class JarStore {
  private static final Logger log = LoggerFactory.getLogger(JarStore.class);

  private final Path folder;
  private long next;

  /** One copy. Immutable. */
  record Copy(Path file, String sha256) {}

  JarStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Copies a jar.
   *
   * @throws RefusedException when it cannot be read
   */
  Copy take(Path jar) throws RefusedException {
    try {
      Files.createDirectories(folder);
      Path copy = folder.resolve(next++ + ".jar");
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest);
          OutputStream out = Files.newOutputStream(copy)) {
        in.transferTo(out);
      }
      return new Copy(copy, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new RefusedException("cannot be read: " + e.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void delete(Copy copy) {
    try {
      Files.deleteIfExists(copy.file());
    } catch (IOException e) {
      log.info("{} cannot be deleted: {}", copy.file(), e.getMessage());
    }
  }
}
