package org.patchbay.launcher.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The project of one policy: the smallest sensible policy of its slot, a test that extends the
 * slot's contract and tries it on virtual time, and the build of the jar. Immutable.
 *
 * @param name of the folder, the artifact and the policy, for example {@code lone-hosts}
 * @param packageName of the classes, and the Maven group
 */
public record PolicyProject(String name, Slot slot, String packageName) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_PACKAGE = 100;

  /** Names that stand for something else in the shell, or for what ships with every node. */
  private static final Pattern TAKEN = Pattern.compile("core|none|off|json");

  /** What a package may not begin with: the JDK's, the framework's and the node's own. */
  private static final Pattern FOREIGN =
      Pattern.compile("(java|javax|jdk|sun|org\\.osgi|org\\.patchbay)(\\..*)?");

  /**
   * As above.
   *
   * @throws IllegalArgumentException naming the value and what is allowed
   */
  public PolicyProject {
    if (!NAME.matcher(name).matches()
        || name.length() > LONGEST_NAME
        || TAKEN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("NAME \"%s\": allowed: small letters, digits and single hyphens, a letter first, at most"
                  + " %d; not core, none, off or json")
              .formatted(name, LONGEST_NAME));
    }
    if (!SourceVersion.isName(packageName)
        || !packageName.equals(packageName.toLowerCase(java.util.Locale.ROOT))
        || packageName.length() > LONGEST_PACKAGE
        || FOREIGN.matcher(packageName).matches()) {
      throw new IllegalArgumentException(
          ("--package \"%s\": allowed: a Java package in small letters, as org.example, at most %d"
                  + " characters; none of java, javax, jdk, sun, org.osgi, org.patchbay")
              .formatted(packageName, LONGEST_PACKAGE));
    }
  }

  /** The policy's class, for example {@code LoneHostsEviction}. */
  public String className() {
    String words =
        Arrays.stream(name.split("-"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    boolean ends = words.endsWith(slot.noun()) && !words.equals(slot.noun());
    return ends ? words : words + slot.noun();
  }

  /** Symbolic name of the bundle, name of its component and of its configuration. */
  public String bundle() {
    return packageName + "." + name;
  }

  /**
   * Every file but the repository, by path from the project's folder.
   *
   * @param version of the node's artifacts in the repository
   */
  public Map<String, String> files(String version) throws IOException {
    String folder = packageName.replace('.', '/') + "/" + className();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pom.xml", filled("pom.xml", version));
    files.put("README.md", filled("README.md", version));
    files.put(".gitignore", filled("gitignore", version));
    files.put(".mvn/maven.config", filled("maven.config", version));
    files.put("src/main/java/" + folder + ".java", filled(slot.label() + "/Policy.java", version));
    files.put(
        "src/test/java/" + folder + "Test.java",
        filled(slot.label() + "/PolicyTest.java", version));
    if (slot.recorded()) {
      files.put("src/test/java/" + folder + "ReplayTest.java", filled("ReplayTest.java", version));
    }
    return files;
  }

  private String filled(String template, String version) throws IOException {
    return template(template)
        .replace("{{name}}", name)
        .replace("{{slot}}", slot.label())
        .replace("{{package}}", packageName)
        .replace("{{class}}", className())
        .replace("{{bundle}}", bundle())
        .replace("{{version}}", version);
  }

  /** A file of the kit as it is in the launcher's jar. */
  static String template(String name) throws IOException {
    try (InputStream in = PolicyProject.class.getResourceAsStream("/kit/" + name)) {
      if (in == null) {
        throw new IOException("the launcher's jar has no kit/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
