package org.patchbay.launcher;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code patchbay replay}: a recording is put to a policy. No node is started: a framework of its
 * own, in a folder that is gone afterwards, holds the policies and what replays.
 */
@Command(
    name = "patchbay replay",
    sortOptions = false,
    usageHelpWidth = 100,
    description =
        "Asks a policy what the policies of a node were asked while record:start wrote it down, and"
            + " shows where it would have answered otherwise.")
final class ReplayTool {
  /** What the policies and the replay stand on, and the replay itself. */
  private static final Set<String> NEEDED =
      Set.of(
          "org.osgi.util.function",
          "org.osgi.util.promise",
          "org.osgi.service.component",
          "org.apache.felix.configadmin",
          "org.apache.felix.scr",
          "wire",
          "api",
          "record");

  private static final String POLICIES = "policies";

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A recording; parts that were set aside (.1, .2, .3) are read with it.")
  Path file;

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "JAR|NAME",
      description = "A jar as for deploy/, or the name of a policy of this distribution.")
  String policy;

  @Option(
      names = "--slot",
      paramLabel = "SLOT",
      defaultValue = "",
      description = "Which slot, where the name or the jar stands for several.")
  String slot;

  @Option(names = "--json", description = "Prints JSON; times are nanoseconds.")
  boolean json;

  @Option(names = "--help", usageHelp = true, description = "Prints this and exits.")
  boolean help;

  /**
   * Replays and prints; answers whether the policy answered every question.
   *
   * @throws CommandLine.ParameterException when it was asked wrongly
   * @throws IllegalArgumentException naming what is wrong with the recording or the policy
   */
  static boolean run(Path home, String[] arguments, PrintStream out)
      throws IOException, BundleException, InterruptedException {
    ReplayTool tool = new ReplayTool();
    CommandLine line = new CommandLine(tool);
    line.parseArgs(arguments);
    if (line.isUsageHelpRequested()) {
      line.usage(out);
      return true;
    }
    Map<String, Object> told = tool.told(home);
    out.print(tool.json ? JSON.std.asString(told) + "\n" : ReplayReport.of(told));
    return told.get("failures") instanceof Number failures && failures.longValue() == 0;
  }

  private Map<String, Object> told(Path home)
      throws IOException, BundleException, InterruptedException {
    Path folder = Files.createTempDirectory("patchbay-replay");
    try {
      Distribution distribution = new Distribution(home.toRealPath());
      Composition composition = needed(distribution);
      distribution.verify(composition);
      Framework framework =
          NodeFramework.framework(FrameworkSettings.of(distribution, folder, composition));
      try {
        return ask(framework.getBundleContext(), distribution, composition, framework);
      } finally {
        framework.stop();
        framework.waitForStop(0);
      }
    } finally {
      delete(folder);
    }
  }

  private static Composition needed(Distribution distribution) throws IOException {
    Composition all = distribution.compose(List.of("base", POLICIES, "vitals"));
    Collection<Feature.Entry> policies = distribution.compose(List.of(POLICIES)).bundles();
    List<Feature.Entry> needed =
        all.bundles().stream()
            .filter(each -> policies.contains(each) || NEEDED.contains(each.id().artifact()))
            .toList();
    return new Composition(all.features(), needed, all.defaults());
  }

  private Map<String, Object> ask(
      BundleContext context,
      Distribution distribution,
      Composition composition,
      Framework framework)
      throws BundleException {
    for (Feature.Entry entry : composition.bundles()) {
      context.installBundle("reference:" + distribution.jar(entry.id()).toUri());
    }
    framework.start();
    for (Bundle bundle : context.getBundles()) {
      bundle.start();
    }
    String id = "";
    Path jar = Path.of(policy);
    if (Files.isRegularFile(jar)) {
      Bundle bundle = context.installBundle("reference:" + jar.toAbsolutePath().toUri());
      bundle.start();
      id = Long.toString(bundle.getBundleId());
    } else if (policy.endsWith(".jar")) {
      throw new IllegalArgumentException("--policy \"" + policy + "\": there is no such file");
    }
    Map<String, String> asked =
        Map.of("file", file.toString(), "policy", policy, "bundle", id, "slot", slot);
    return command(context).apply(asked);
  }

  @SuppressWarnings("unchecked") // The bundle record says so.
  private static Function<Map<String, String>, Map<String, Object>> command(BundleContext context) {
    try {
      ServiceReference<?>[] found =
          context.getServiceReferences(Function.class.getName(), "(patchbay.command=replay)");
      if (found == null) {
        throw new IllegalStateException("the bundle org.patchbay.record does not answer");
      }
      return (Function<Map<String, String>, Map<String, Object>>) context.getService(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
