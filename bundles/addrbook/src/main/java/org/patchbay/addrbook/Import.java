package org.patchbay.addrbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.wire.MalformedException;

/**
 * The addresses of a foreign file. Immutable.
 *
 * @param format for people
 */
record Import(String format, List<Kept> entries) {
  static final long MAX_LENGTH = 64 << 20;
  private static final long AGE = 5 * 86_400;

  /**
   * Reads a file: a peers.dat of this network, JSON, or a list of addresses. Blocks.
   *
   * @throws IOException naming the file, and where it is damaged
   */
  static Import read(Path file, int networkMagic, long now) throws IOException {
    try {
      long length = Files.size(file);
      if (length > MAX_LENGTH) {
        throw new MalformedException("length " + length + " (max " + MAX_LENGTH + ")");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (!isText(bytes)) {
        return new Import("peers.dat", CorePeers.read(bytes, networkMagic));
      }
      return JsonPeers.isOne(bytes)
          ? new Import("json", JsonPeers.read(bytes, now - AGE))
          : new Import("list", PeerList.read(bytes, now - AGE));
    } catch (MalformedException flaw) {
      // What is wrong quotes the file, and comes to a terminal.
      String what = flaw.getMessage().replaceAll("\\p{Cc}", "?");
      throw new IOException("addresses of " + file + " are not read: " + what, flaw);
    }
  }

  private static boolean isText(byte[] bytes) {
    for (byte each : bytes) {
      if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
        return false;
      }
    }
    return true;
  }
}
