package org.patchbay.launcher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.launcher.conf.ConfFile;

/** What a {@code bitcoin.conf} says to whoever calls: where RPC answers, and by whose name. */
final class ConfOptions {
  private static final List<String> NETWORKS =
      List.of("chain", "testnet", "testnet4", "signet", "regtest");

  private static final List<String> LEARNT =
      List.of(
          "rpcclienttimeout",
          "rpcconnect",
          "rpccookiefile",
          "rpcpassword",
          "rpcport",
          "rpcuser",
          "rpcwait",
          "rpcwaittimeout",
          "rpcwallet");

  private ConfOptions() {}

  /**
   * Adds what the command line does not say; the first line of a name counts, and the network's
   * section before the rest.
   *
   * @param home the node's folder, where no option names it
   * @throws IllegalArgumentException naming file and line that cannot be read
   * @throws IOException naming the file that was asked for and cannot be read
   */
  static void learn(CliOptions options, Path home) throws IOException {
    Path data = options.has("datadir") ? Path.of(options.text("datadir", "")) : home;
    Path path = data.resolve(options.text("conf", "bitcoin.conf"));
    if (options.text("conf", "").equals("0")
        || !options.has("conf") && !Files.isRegularFile(path)) {
      return;
    }
    if (!Files.isRegularFile(path) || Files.size(path) > ConfFile.MAX_BYTES) {
      throw new IOException("the file " + path + " cannot be read, or is too large");
    }
    List<ConfFile.Line> lines = ConfFile.parse(path.toString(), Files.readAllBytes(path)).lines();
    if (!options.namesNetwork()) {
      lines.stream()
          .filter(line -> line.section().isEmpty() && NETWORKS.contains(line.name()))
          .forEach(line -> options.learn(line.name(), line.value()));
    }
    String network = options.network();
    for (String section : List.of(network, "")) {
      for (ConfFile.Line line : lines) {
        // A port outside of the sections is the main network's.
        boolean meant =
            !line.section().isEmpty() || network.equals("main") || !line.name().equals("rpcport");
        if (line.section().equals(section) && LEARNT.contains(line.name()) && meant) {
          options.learn(line.name(), line.value());
        }
      }
    }
  }
}
