package org.patchbay.launcher.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code whitelist}: who may do what (protocol-facts §11.5). Without a word a range has what {@code
 * whitelistrelay} and {@code whitelistforcerelay} leave of the implicit permissions.
 */
final class Permissions {
  private static final String ENGINE = "patchbay.engine";
  private static final String ALL = "all";

  private Permissions() {}

  static void settle(Choices choices, Settled settled) {
    List<Given> ranges = choices.many("whitelist");
    if (!ranges.isEmpty()) {
      settled.set(
          ENGINE,
          "permissions",
          ranges.stream().map(each -> rule(choices, each)).collect(Collectors.joining(",")),
          ranges.get(0));
    }
  }

  private static String rule(Choices choices, Given given) {
    int at = given.value().indexOf('@');
    String range = given.value().substring(at + 1);
    Hosts.range(given, range);
    String words = at < 0 ? "" : given.value().substring(0, at);
    return named(choices, given, words, at >= 0) + "@" + range;
  }

  /** Permissions in our form; the implicit ones where none are named. */
  static String named(Choices choices, Given given, String words, boolean named) {
    List<String> names = new ArrayList<>();
    boolean some = false;
    for (String word : words.split(",")) {
      switch (word) {
        case "" -> {}
        case "in", "out" -> names.add(word);
        case "bloomfilter", "bloom" -> {
          names.add("bloomfilter");
          some = true;
        }
        case "relay", "forcerelay", "download", "noban", "mempool", "addr", ALL -> {
          names.add(word);
          some = true;
        }
        default ->
            throw given.refused(
                "no permission \""
                    + word
                    + "\": allowed: bloomfilter, relay, forcerelay, download, noban, mempool, addr,"
                    + " all, in, out");
      }
    }
    if (named && !some) {
      throw given.refused("allowed: a permission before the @");
    } else if (!named) {
      names.add("noban");
      names.add("mempool");
      if (choices.flag("whitelistforcerelay", false)) {
        names.add("forcerelay");
      } else if (choices.flag("whitelistrelay", true)) {
        names.add("relay");
      }
    }
    return String.join("+", names);
  }
}
