package org.patchbay.tor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.patchbay.api.disk.AtomicFile;

/**
 * The private key of the onion service, in a file of Bitcoin Core's form that its owner alone can
 * read: whoever has it has the address. Confined to the thread of the control connection.
 */
final class OnionKey {
  /** Bitcoin Core's name, so that a node that takes its place keeps its address. */
  static final String FILE = "onion_v3_private_key";

  /** The type, and Base64 of 64 bytes. */
  private static final Pattern KEY = Pattern.compile("ED25519-V3:[A-Za-z0-9+/]{86}==");

  private static final int LONGEST = 256;

  private final Path file;

  /** The key of this run, which is the file's where that could be written. */
  private Optional<String> held = Optional.empty();

  OnionKey(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /** Whether a text is such a key. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /**
   * The key as Tor takes it; empty where there is none yet.
   *
   * @throws IOException when there is a file and no key in it, which stays as it is
   */
  Optional<String> read() throws IOException {
    if (held.isEmpty() && Files.exists(file)) {
      String text = content();
      if (!isKey(text)) {
        throw new IOException(
            file + " holds no key (one line: ED25519-V3: and 88 characters of Base64)");
      }
      held = Optional.of(text);
    }
    return held;
  }

  private String content() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Keeps a new key; a crash leaves all of it or nothing.
   *
   * @throws IOException when the disk fails, or knows no file that its owner alone can read; the
   *     key is held for this run all the same
   */
  void write(String key) throws IOException {
    held = Optional.of(key);
    try {
      AtomicFile.writeSecret(file, key.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(file + " cannot be written: " + e, e);
    }
  }
}
