package org.patchbay.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.wire.NetworkClass;

/** What {@code addr:stats} tells. A bucket is one character, from empty to full. */
record AddressPage(
    String fresh,
    String tried,
    String waiting,
    String groups,
    List<String> freshBuckets,
    List<String> triedBuckets,
    Table<NetworkRow> networks) {
  private static final String LEVELS = "·▁▂▃▄▅▆▇█";
  private static final int IN_A_LINE = 64;

  /** How many addresses of one network are known. */
  record NetworkRow(String network, int fresh, int tried, int all) {}

  static AddressPage of(AddressTables tables) {
    return new AddressPage(
        summary(tables.fresh()),
        summary(tables.tried()),
        tables.collisions() + " for the test of who has their place",
        tables.asmap().isEmpty() ? "by leading bits" : "by autonomous system, " + tables.asmap(),
        draw(tables.fresh()),
        draw(tables.tried()),
        Table.of(
            Arrays.stream(NetworkClass.values())
                .map(network -> row(network, tables))
                .filter(row -> row.all > 0),
            "no addresses are known"));
  }

  private static NetworkRow row(NetworkClass network, AddressTables tables) {
    int fresh = tables.fresh().addresses().getOrDefault(network, 0);
    int tried = tables.tried().addresses().getOrDefault(network, 0);
    return new NetworkRow(network.label(), fresh, tried, fresh + tried);
  }

  private static String summary(AddressTables.Fill table) {
    int addresses = table.addresses().values().stream().mapToInt(Integer::intValue).sum();
    return String.format(
        Locale.ROOT,
        "%d addresses in %d of %d places, %.1f %%",
        addresses,
        table.taken(),
        table.places(),
        100.0 * table.taken() / table.places());
  }

  private static List<String> draw(AddressTables.Fill table) {
    List<String> lines = new ArrayList<>();
    List<Integer> buckets = table.buckets();
    for (int i = 0; i < buckets.size(); i += IN_A_LINE) {
      lines.add(
          buckets.subList(i, Math.min(buckets.size(), i + IN_A_LINE)).stream()
              .map(taken -> level(taken, table.bucketSize()))
              .collect(Collectors.joining()));
    }
    return lines;
  }

  /** Empty and full are shown for just that; what lies between is rounded. */
  private static String level(int taken, int size) {
    int steps = LEVELS.length() - 2;
    int level = taken == 0 ? 0 : taken == size ? steps + 1 : 1 + taken * steps / size;
    return LEVELS.substring(level, level + 1);
  }
}
