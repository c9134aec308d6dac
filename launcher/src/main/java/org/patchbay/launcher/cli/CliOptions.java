package org.patchbay.launcher.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line in Bitcoin Core's form: {@code -name=value}, {@code -name}, {@code -noname},
 * with one dash or two; then a method and its words. The last value of a name counts.
 */
final class CliOptions {
  private static final List<String> KNOWN =
      List.of(
          "conf",
          "datadir",
          "chain",
          "testnet",
          "testnet4",
          "signet",
          "regtest",
          "named",
          "rpcclienttimeout",
          "rpcconnect",
          "rpccookiefile",
          "rpcpassword",
          "rpcport",
          "rpcuser",
          "rpcwait",
          "rpcwaittimeout",
          "rpcwallet",
          "stdin",
          "stdinrpcpass",
          "help",
          "h",
          "?",
          "version");

  private static final List<String> NETWORKS =
      List.of("main", "test", "testnet4", "signet", "regtest");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  private CliOptions() {}

  /**
   * Reads the words of a command line.
   *
   * @throws IllegalArgumentException naming what is no option
   */
  static CliOptions parse(String... line) {
    CliOptions options = new CliOptions();
    int at = 0;
    while (at < line.length && line[at].startsWith("-") && line[at].length() > 1) {
      options.option(line[at++]);
    }
    for (; at < line.length; at++) {
      options.words.add(line[at]);
    }
    return options;
  }

  private void option(String word) {
    String text = word.startsWith("--") ? word.substring(2) : word.substring(1);
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String value = equals < 0 ? "1" : text.substring(equals + 1);
    if (!KNOWN.contains(name) && name.startsWith("no")) {
      name = name.substring(2);
      value = isSet(value) ? "0" : "1";
    }
    if (!KNOWN.contains(name)) {
      throw new IllegalArgumentException(
          "Error parsing command line arguments: Invalid parameter " + word);
    }
    values.put(name, value);
  }

  /** The method and its words. */
  List<String> words() {
    return words;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  boolean flag(String name) {
    return isSet(text(name, "0"));
  }

  /** As Bitcoin Core reads truth: nothing is yes, a number other than 0 is yes. */
  private static boolean isSet(String value) {
    return value.isEmpty() || value.matches("[+-]?\\d*[1-9]\\d*.*");
  }

  /** A number; what is none counts as 0. */
  long number(String name, long otherwise) {
    String value = text(name, "");
    return has(name) ? value.matches("-?\\d{1,18}") ? Long.parseLong(value) : 0 : otherwise;
  }

  /** Takes a value that has been learnt elsewhere, unless the command line has one. */
  void learn(String name, String value) {
    values.putIfAbsent(name, value);
  }

  /** A value that stands above the command line's. */
  void force(String name, String value) {
    values.put(name, value);
  }

  /** Whether the command line or the file names a network. */
  boolean namesNetwork() {
    return has("chain") || flag("testnet") || flag("testnet4") || flag("signet") || flag("regtest");
  }

  /**
   * The network: main, test, testnet4, signet or regtest.
   *
   * @throws IllegalArgumentException when there are two, or one that is none
   */
  String network() {
    List<String> named = new ArrayList<>();
    if (has("chain")) {
      named.add(text("chain", ""));
    }
    if (flag("testnet")) {
      named.add("test");
    }
    for (String each : List.of("testnet4", "signet", "regtest")) {
      if (flag(each)) {
        named.add(each);
      }
    }
    if (named.size() > 1) {
      throw new IllegalArgumentException(
          "Invalid combination of -regtest, -signet, -testnet, -testnet4 and -chain. Can use at"
              + " most one.");
    }
    if (!named.isEmpty() && !NETWORKS.contains(named.get(0))) {
      throw new IllegalArgumentException("Unknown chain " + named.get(0) + ".");
    }
    return named.isEmpty() ? "main" : named.get(0);
  }
}
