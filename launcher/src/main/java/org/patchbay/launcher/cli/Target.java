package org.patchbay.launcher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where calls go, and by whose name.
 *
 * @param credentials user, colon, password
 * @param doubt what to say when they are refused
 */
record Target(String host, int port, String credentials, String doubt) {
  private static final Map<String, Integer> PORTS =
      Map.of("main", 8332, "test", 18332, "testnet4", 48332, "signet", 38332, "regtest", 18443);

  private static final int LARGEST_COOKIE = 4_096;

  /**
   * What the options name.
   *
   * @param home the folder of a node that was started without a data folder of its own
   * @throws IllegalArgumentException naming the option that is wrong
   */
  static Target of(CliOptions options, Path home) {
    String network = options.network();
    String place = options.text("rpcconnect", "127.0.0.1");
    boolean bare = place.indexOf(':') != place.lastIndexOf(':') && !place.startsWith("[");
    int colon = bare || place.endsWith("]") ? -1 : place.lastIndexOf(':');
    String host = colon < 0 ? place : place.substring(0, colon);
    int port = PORTS.get(network);
    if (options.has("rpcport")) {
      port = port("rpcport", options.text("rpcport", ""), options.text("rpcport", ""));
    } else if (colon >= 0) {
      port = port("rpcconnect", place, place.substring(colon + 1));
    }
    String password = options.text("rpcpassword", "");
    if (!password.isEmpty()) {
      return new Target(
          unbracketed(host),
          port,
          options.text("rpcuser", "") + ":" + password,
          "Incorrect rpcuser or rpcpassword were specified.");
    }
    if (options.text("rpccookiefile", "").equals("0")) {
      return new Target(
          unbracketed(host),
          port,
          "",
          "Cookie file was disabled via -norpccookiefile and no rpcpassword was specified.");
    }
    String cookie = cookie(options, home, network);
    return new Target(
        unbracketed(host),
        port,
        cookie,
        cookie.isEmpty()
            ? "Failed to read cookie file and no rpcpassword was specified."
            : "Cookie file credentials were invalid and no rpcpassword was specified.");
  }

  /**
   * What to try instead, where nodes of other networks left their cookies in the data folder; empty
   * where none did.
   */
  static String hint(CliOptions options, Path home) {
    String network = options.network();
    Path data = data(options, home);
    String name = options.text("rpccookiefile", ".cookie");
    String others =
        PORTS.keySet().stream()
            .filter(each -> !each.equals(network))
            .filter(
                each -> folders(data, each).stream().anyMatch(f -> Files.exists(f.resolve(name))))
            .map(each -> each.equals("main") || each.equals("test") ? "-chain=" + each : "-" + each)
            .sorted()
            .collect(Collectors.joining(" or "));
    return others.isEmpty()
        ? ""
        : "In %s is the cookie of another network's node: try %s.\n".formatted(data, others);
  }

  private static Path data(CliOptions options, Path home) {
    return options.has("datadir") ? Path.of(options.text("datadir", "")) : home;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String option, String shown, String text) {
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Invalid port provided in -" + option + ": " + shown);
    }
    return port;
  }

  /** The cookie's text; empty when there is none to read. */
  private static String cookie(CliOptions options, Path home, String network) {
    String name = options.text("rpccookiefile", ".cookie");
    for (Path folder : folders(data(options, home), network)) {
      try {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_COOKIE) {
          return Files.readString(file).strip();
        }
      } catch (IOException e) {
        return ""; // The answer to the call says that it was not allowed, and this why.
      }
    }
    return "";
  }

  /** A network's folder here, then Bitcoin Core's, whose main network has none of its own. */
  private static List<Path> folders(Path data, String network) {
    return switch (network) {
      case "main" -> List.of(data.resolve("main"), data);
      case "test" -> List.of(data.resolve("testnet3"));
      default -> List.of(data.resolve(network));
    };
  }
}
