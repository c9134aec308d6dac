package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says which process the node is, from its start to its end. */
final class PidFile implements AutoCloseable {
  private final Path file;
  private final String pid;

  private PidFile(Path file, String pid) {
    this.file = file;
    this.pid = pid;
  }

  /**
   * Writes it in place of one that a killed node left.
   *
   * @throws IOException naming the file that cannot be written
   */
  static PidFile write(Path file, long pid) throws IOException {
    String text = pid + "\n";
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IOException("the pid file " + file + " cannot be written: " + e, e);
    }
    return new PidFile(file, text);
  }

  /** Removes it, unless another process has put its own there. */
  @Override
  public void close() throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(pid)) {
      Files.delete(file);
    }
  }
}
