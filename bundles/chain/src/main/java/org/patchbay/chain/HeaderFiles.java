package org.patchbay.chain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the headers file of a data folder and saves what can be saved of a damaged one. */
final class HeaderFiles {
  static final String NAME = "headers.dat";

  private static final Logger LOG = LoggerFactory.getLogger(HeaderFiles.class);

  private final Path path;
  private final String network;

  HeaderFiles(Path folder, String network) {
    this.path = folder.resolve(NAME);
    this.network = network;
  }

  /** How many headers the file can hold by its size. */
  int capacity() throws IOException {
    return Files.exists(path) ? (int) (Files.size(path) / RawHeader.SIZE) : 0;
  }

  /**
   * Hands out every intact batch from the beginning and opens the file behind the last of them.
   *
   * @throws IllegalStateException when the file holds the headers of another network
   * @throws IOException when it cannot be read or written
   */
  HeaderFile open(HeaderFileReader.Batch sink) throws IOException {
    try {
      return HeaderFile.open(path, network, Files.exists(path) ? intact(sink) : 0);
    } catch (IOException e) {
      throw new IOException(
          path + " cannot be used (" + e + "): check the disk and who may write there", e);
    }
  }

  private long intact(HeaderFileReader.Batch sink) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      String title = HeaderFileReader.title(channel);
      if (title.isEmpty()) {
        if (size > HeaderFile.HEAD) {
          setAside("has no head of a headers file", 0);
        }
        return 0;
      }
      check(title);
      HeaderFileReader reader = new HeaderFileReader(channel);
      long end = reader.read(sink);
      if (end < size) {
        if (reader.anyBehind(end)) {
          setAside("is damaged at byte " + end, end);
        } else {
          LOG.warn(
              "{}: cut off {} bytes of a write that was not finished, from byte {}",
              path,
              size - end,
              end);
        }
      }
      return end;
    }
  }

  private void check(String title) {
    String[] words = title.split(" ", 2);
    if (!words[0].equals(HeaderFile.VERSION)) {
      throw new IllegalStateException(
          path
              + " is written in format %s, this node reads %s:"
                  .formatted(words[0], HeaderFile.VERSION)
              + " run the version that wrote it, or move the file away");
    }
    if (!title.equals(HeaderFile.VERSION + " " + network)) {
      throw new IllegalStateException(
          path
              + " holds headers of \"%s\", this node runs \"%s\":"
                  .formatted(words[words.length - 1], network)
              + " name another data folder, or move the file away");
    }
  }

  /** Copies a damaged file, so that every moment leaves either the whole or the intact part. */
  private void setAside(String damage, long kept) throws IOException {
    Path copy = path.resolveSibling(NAME + ".damaged");
    String where;
    try {
      Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
      where = "the file as it was is " + copy + " and can be deleted";
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      where = "the file as it was could not be copied to " + copy + " (" + e + ")";
    }
    LOG.error(
        "{} {}: its first {} bytes are kept, later headers are fetched from peers again; {}."
            + " Check the disk if this comes back",
        path,
        damage,
        kept,
        where);
  }
}
