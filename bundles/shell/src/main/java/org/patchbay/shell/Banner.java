package org.patchbay.shell;

import java.util.List;

/** What runs, on one screen. */
record Banner(
    String version,
    String network,
    List<String> listening,
    String transport,
    int bundles,
    String features,
    List<String> protocols,
    List<String> policies,
    String data,
    String config,
    String deploy,
    boolean interactive) {
  private static final String FEATURE_GAP = ", ";

  String text() {
    return String.join(
        "\n",
        "",
        line("Patchbay", version + " on " + network),
        line("listening", list(listening, "nowhere")),
        line("transport", transport),
        line("bundles", bundles + " active, features " + features.replace(",", FEATURE_GAP)),
        line("protocols", list(protocols, "none")),
        line("policies", list(policies, "none")),
        line("data", data),
        line("config", config + "  (edit a .cfg file: in force within a second)"),
        line("deploy", deploy + "  (drop in a policy jar: in force within two)"),
        interactive
            ? line("next", "peer:list   chain:tip   policy:list   help   Ctrl-D stops the node")
            : line("next", "no shell here; SIGTERM stops the node"),
        "");
  }

  private static String list(List<String> names, String none) {
    return names.isEmpty() ? none : String.join(", ", names);
  }

  private static String line(String name, String value) {
    return "%-10s %s".formatted(name, value);
  }
}
