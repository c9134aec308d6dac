package org.patchbay.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Small jars for tests. */
final class TestJars {
  private static final String PAYLOAD = "payload.bin";

  private TestJars() {}

  /** A jar with these manifest headers and one entry that does not compress. */
  static Path write(Path file, Map<String, String> headers) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach(attributes::putValue);
    byte[] payload = new byte[500];
    new Random(7).nextBytes(payload);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry(PAYLOAD));
      jar.write(payload);
      jar.closeEntry();
    }
    return file;
  }

  /** Where the entry's content begins. */
  static int positionOfPayload(byte[] jar) {
    String text = new String(jar, StandardCharsets.ISO_8859_1);
    return text.indexOf(PAYLOAD) + PAYLOAD.length();
  }
}
