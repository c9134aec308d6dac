package org.patchbay.launcher.kit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that makes a policy project. Confined to the main thread. */
@Command(
    name = "new-policy",
    sortOptions = false,
    usageHelpWidth = 100,
    description =
        "Makes a project for a policy in the folder NAME: a class to begin with, its test, and the"
            + " build of the jar to drop.")
public final class NewPolicy {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The policy's name, as lone-hosts; the folder must not exist.")
  String name;

  @Option(
      names = "--slot",
      paramLabel = "SLOT",
      description =
          "admission, ratelimit, scoring, misbehaviour, eviction, relay or selection; eviction"
              + " unless told.")
  String slot = Slot.EVICTION.label();

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "Java package and Maven group; org.example unless told.")
  String packageName = "org.example";

  @Option(names = "--help", usageHelp = true, description = "Prints this and exits.")
  boolean help;

  /**
   * Makes the project, whole or not at all.
   *
   * @param parent the folder in which NAME is made
   * @throws IllegalArgumentException naming what cannot be and what is allowed
   */
  public void run(Path parent, KitRepository repository, PrintStream out) throws IOException {
    Slot chosen =
        Slot.named(slot)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--slot \"" + slot + "\": allowed: " + Slot.labels()));
    PolicyProject project = new PolicyProject(name, chosen, packageName);
    Path folder = parent.resolve(name);
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          "NAME \"" + name + "\": " + folder + " exists; allowed: a folder that does not");
    }
    // A temporary directory of the JDK's would stay closed to everybody else.
    Path part =
        Files.createDirectory(parent.resolve("." + name + "-" + ProcessHandle.current().pid()));
    try {
      write(project, repository, part);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      delete(part);
      throw e;
    }
    out.print(next(project));
  }

  private static void write(PolicyProject project, KitRepository repository, Path folder)
      throws IOException {
    for (Map.Entry<String, String> file : project.files(repository.version()).entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    repository.write(folder.resolve("repository"));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String next(PolicyProject project) {
    return String.join(
        System.lineSeparator(),
        List.of(
            "%s/ holds %s.%s, for the slot %s"
                .formatted(
                    project.name(),
                    project.packageName(),
                    project.className(),
                    project.slot().label()),
            "",
            "  build   cd %s && mvn verify".formatted(project.name()),
            "  deploy  cp target/%s-0.1.0.jar into the folder deploy that the node names"
                .formatted(project.name()),
            "  try     policy:shadow %s %s".formatted(project.slot().label(), project.name()),
            "  more    %s/README.md".formatted(project.name()),
            ""));
  }
}
