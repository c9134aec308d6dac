package org.patchbay.launcher.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Bitcoin Core's options say of a start. Immutable.
 *
 * @param network main, test, testnet4, signet or regtest
 * @param data the node's folder; empty when no option names it
 * @param pid the pid file; empty when no option names it
 * @param properties the rest, as framework properties
 * @param notes lines of the file that are not for this network though they stand for all
 */
public record CoreStart(
    String network,
    Optional<Path> data,
    Optional<String> pid,
    Map<String, String> properties,
    List<String> notes) {
  private static final String MAIN = "main";
  private static final String CONF = "conf";
  private static final String INCLUDE = "includeconf";
  private static final String CHAIN = "chain";
  private static final String USUAL_FILE = "bitcoin.conf";

  /** Options that name a network, and which. */
  private static final Map<String, String> NETWORKS =
      Map.of("testnet", "test", "testnet4", "testnet4", "signet", "signet", "regtest", "regtest");

  /** Whether a word of the command line is one of Bitcoin Core's form: one dash, not two. */
  public static boolean isWord(String word) {
    return word.length() > 1 && word.charAt(0) == '-' && word.charAt(1) != '-';
  }

  /**
   * Reads options and files.
   *
   * @param words those of Bitcoin Core's form
   * @param conf a file that was named otherwise
   * @param folder the node's, where no option names it
   * @throws IllegalArgumentException naming the option, or file and line, and why it cannot be
   * @throws IOException naming the file that cannot be read
   */
  public static CoreStart read(List<String> words, Optional<Path> conf, Path folder)
      throws IOException {
    List<Given> line = new ArrayList<>();
    for (String word : words) {
      line.add(word(word));
    }
    Choices asked = new Choices(line, List.of());
    Path base = asked.one("datadir").map(each -> Path.of(each.value())).orElse(folder);
    List<Line> lines = new ArrayList<>();
    Optional<Path> file = file(asked, conf, base);
    if (file.isPresent()) {
      lines.addAll(lines(file.get()));
    }
    String network = network(asked, lines);
    includes(asked, lines, network, base);
    List<String> notes = new ArrayList<>();
    Choices choices = new Choices(line, chosen(lines, network, notes));
    return new CoreStart(
        network,
        choices.one("datadir").map(each -> Path.of(each.value())),
        choices.one("pid").map(Given::value),
        OptionTable.settle(choices).properties(),
        notes);
  }

  /** A line of a file with the network it is for. */
  private record Line(String section, Given given) {}

  private static Given word(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(1, equals < 0 ? word.length() : equals);
    Given given =
        Given.of(
            name, equals < 0 ? "" : word.substring(equals + 1), true, "command line: -" + name);
    if (!OptionTable.knows(given.name())) {
      throw new IllegalArgumentException(
          word + ": no option of this node, nor one of Bitcoin Core that it knows");
    } else if (given.name().equals(INCLUDE) && !given.negated()) {
      throw given.refused("allowed: in the file alone");
    }
    return given;
  }

  private static Optional<Path> file(Choices asked, Optional<Path> conf, Path base) {
    Optional<Given> named = asked.one(CONF);
    if (named.isPresent()) {
      return named.get().negated()
          ? Optional.empty()
          : Optional.of(base.resolve(named.get().value()));
    }
    return conf.or(() -> Optional.of(base.resolve(USUAL_FILE)).filter(Files::isRegularFile));
  }

  private static List<Line> lines(Path path) throws IOException {
    ConfFile file;
    try {
      long size = Files.size(path);
      if (size > ConfFile.MAX_BYTES) {
        throw new IllegalArgumentException(
            "%s: length %d (max %d)".formatted(path, size, ConfFile.MAX_BYTES));
      }
      file = ConfFile.parse(path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new IOException("the file " + path + " cannot be read: " + e, e);
    }
    List<Line> lines = new ArrayList<>();
    for (ConfFile.Line each : file.lines()) {
      String place = file.name() + ":" + each.number();
      Given given = Given.of(each.name(), each.value(), false, place);
      if (!OptionTable.knows(given.name()) || given.name().equals(CONF)) {
        throw new IllegalArgumentException(
            "%s: \"%s\": no option that this node knows of Bitcoin Core's"
                .formatted(place, each.name()));
      } else if (!each.section().isEmpty() && namesNetwork(given)) {
        throw given.refused("allowed: outside of the sections");
      }
      lines.add(new Line(each.section(), given));
    }
    return lines;
  }

  private static boolean namesNetwork(Given given) {
    return given.name().equals(CHAIN) || NETWORKS.containsKey(given.name());
  }

  private static String network(Choices asked, List<Line> lines) {
    List<Given> unsectioned = lines.stream().map(Line::given).toList();
    Choices all = new Choices(asked.all(), unsectioned);
    List<Given> named = new ArrayList<>();
    all.one(CHAIN).ifPresent(named::add);
    NETWORKS.keySet().forEach(each -> all.one(each).filter(Given::flag).ifPresent(named::add));
    if (named.size() > 1) {
      throw named
          .get(1)
          .refused("one network at a time, and " + named.get(0).name() + " names one");
    }
    if (named.isEmpty()) {
      return MAIN;
    }
    Given given = named.get(0);
    String network = given.name().equals(CHAIN) ? given.value() : NETWORKS.get(given.name());
    if (!network.equals(MAIN) && !NETWORKS.containsValue(network)) {
      throw given.refused("allowed: main, test, testnet4, signet, regtest");
    }
    return network;
  }

  /** Adds what the file includes; an included file includes nothing. */
  private static void includes(Choices asked, List<Line> lines, String network, Path base)
      throws IOException {
    if (asked.one(INCLUDE).isPresent()) {
      return; // The command line can only negate it.
    }
    Choices here = new Choices(List.of(), sorted(lines, network));
    for (Given include : here.many(INCLUDE)) {
      List<Line> more = lines(base.resolve(include.value()));
      for (Line each : more) {
        if (each.given().name().equals(INCLUDE) || namesNetwork(each.given())) {
          throw each.given().refused("allowed: not in a file that is included");
        }
      }
      lines.addAll(more);
    }
  }

  /** Those of the network, the section before the rest. */
  private static List<Given> sorted(List<Line> lines, String network) {
    List<Given> sorted = new ArrayList<>();
    lines.stream()
        .filter(each -> each.section().equals(network))
        .forEach(l -> sorted.add(l.given()));
    lines.stream().filter(each -> each.section().isEmpty()).forEach(l -> sorted.add(l.given()));
    return sorted;
  }

  private static List<Given> chosen(List<Line> lines, String network, List<String> notes) {
    List<Line> kept = new ArrayList<>();
    for (Line each : lines) {
      boolean ofMain =
          each.section().isEmpty()
              && !network.equals(MAIN)
              && OptionTable.forMainUnlessInASection(each.given().name());
      if (ofMain) {
        notes.add(
            "%s: %s is for the main network, unless it stands in [%s]"
                .formatted(each.given().place(), each.given().name(), network));
      } else {
        kept.add(each);
      }
    }
    return sorted(kept, network);
  }
}
