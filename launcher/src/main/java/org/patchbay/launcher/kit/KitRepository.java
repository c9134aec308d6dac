package org.patchbay.launcher.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a policy is compiled and tested against, as a Maven repository that is part of the policy's
 * project: it builds wherever it is moved, with nothing of ours from anywhere else. Immutable.
 *
 * <p>The jars of a snapshot get a version of their own, by their content. Maven keeps what it has
 * once seen under a version, so that a policy would be built against an older node than the one
 * that made its project.
 *
 * @param home the unpacked distribution
 * @param release the distribution's version
 */
public record KitRepository(Path home, String release) {
  private static final String SNAPSHOT = "-SNAPSHOT";
  private static final int DIGITS = 10;

  /** Version of the artifacts. */
  public String version() throws IOException {
    if (!release.endsWith(SNAPSHOT)) {
      return release;
    }
    MessageDigest digest = digest("SHA-256");
    for (Path jar : jars().values()) {
      digest.update(Files.readAllBytes(jar));
    }
    String content = HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    return release.replace(SNAPSHOT, "-" + content);
  }

  /** Jars by artifact. */
  public Map<String, Path> jars() {
    Map<String, Path> jars = new LinkedHashMap<>();
    Path system = home.resolve("system/org/patchbay");
    for (String artifact : new String[] {"wire", "api", "record"}) {
      jars.put(
          artifact,
          system.resolve(artifact).resolve(release).resolve(artifact + "-" + release + ".jar"));
    }
    jars.put("sim", home.resolve("kit").resolve("sim-" + release + ".jar"));
    return jars;
  }

  /** Writes the repository into an empty folder. */
  void write(Path folder) throws IOException {
    String version = version();
    for (Map.Entry<String, Path> jar : jars().entrySet()) {
      String artifact = jar.getKey();
      Path place =
          Files.createDirectories(folder.resolve("org/patchbay/" + artifact).resolve(version));
      String pom = PolicyProject.template("repository/" + artifact + ".pom");
      write(
          place.resolve(artifact + "-" + version + ".pom"),
          pom.replace("{{version}}", version).getBytes(StandardCharsets.UTF_8));
      write(place.resolve(artifact + "-" + version + ".jar"), Files.readAllBytes(jar.getValue()));
    }
  }

  /** With the checksum that Maven looks for. */
  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    String sum = HexFormat.of().formatHex(digest("SHA-1").digest(content));
    Files.writeString(file.resolveSibling(file.getFileName() + ".sha1"), sum);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
