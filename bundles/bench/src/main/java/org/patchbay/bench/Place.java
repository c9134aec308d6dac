package org.patchbay.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where benchmarks read and write, whatever folder they are started in. */
final class Place {
  private Place() {}

  /**
   * The bytes of one file of real data.
   *
   * @throws IOException naming the folder looked in, when the file cannot be read
   */
  static byte[] data(String file) throws IOException {
    Path path = data().resolve(file);
    if (!Files.isReadable(path)) {
      throw new IOException("no " + path + ": name the folder of real data by -Dpatchbay.data=DIR");
    }
    return Files.readAllBytes(path);
  }

  /** The folder of real data; it need not exist. */
  static Path data() {
    String named = System.getProperty("patchbay.data");
    return named == null
        ? target().resolve("../../../../shared/data").normalize()
        : Path.of(named).toAbsolutePath();
  }

  /** The module's folder for what is built, in which a benchmark may leave files. */
  static Path target() {
    try {
      return Path.of(Place.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
