package org.patchbay.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.patchbay.api.node.Shadow;

/** Answers that differed in the same way: a line of {@code policy:diff SLOT}. */
record DiffRow(
    Quantity.Age ago,
    long times,
    String difference,
    String peer,
    String address,
    Quantity.Age connected,
    String agent,
    String detail) {
  private static final int SHOWN = 20;

  private static DiffRow of(Shadow.Difference difference, long now, long times) {
    return new DiffRow(
        Quantity.Age.since(difference.at(), now),
        times,
        difference.kind(),
        difference.peer().isPresent() ? String.valueOf(difference.peer().getAsLong()) : "",
        difference.address(),
        new Quantity.Age(difference.age()),
        difference.agent(),
        difference.detail());
  }

  /** The last differences of a shadow, under what they come to. */
  static Table<DiffRow> table(Shadow shadow, long now) {
    List<Shadow.Difference> all = shadow.differences();
    List<String> head = new ArrayList<>();
    head.add(
        "%s: %s beside %s for %s, %s; %d answers compared, %d differ, %d questions left out"
            .formatted(
                shadow.slot(),
                shadow.policy(),
                shadow.inForce(),
                Quantity.Age.since(shadow.since(), now),
                shadow.state(),
                shadow.compared(),
                shadow.differed(),
                shadow.leftOut()));
    shadow.kinds().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(each -> head.add("  " + each.getValue() + " × " + sum(each.getKey(), all)));
    return Table.of(last(all, now), "no difference so far").under(head.toArray(String[]::new));
  }

  /** The last ones, the latest at the end; of those that say the same the latest, with how many. */
  private static Stream<DiffRow> last(List<Shadow.Difference> all, long now) {
    Map<List<Object>, DiffRow> rows = new LinkedHashMap<>();
    for (Shadow.Difference each : all) {
      List<Object> same = List.of(each.kind(), each.peer(), each.address(), each.detail());
      DiffRow before = rows.remove(same);
      rows.put(same, of(each, now, before == null ? 1 : before.times + 1));
    }
    return rows.values().stream().skip(Math.max(0, rows.size() - SHOWN));
  }

  /** A kind, with how many peers of what age it concerns among those that are kept. */
  private static String sum(String kind, List<Shadow.Difference> all) {
    List<Shadow.Difference> peers =
        all.stream().filter(each -> each.kind().equals(kind) && each.peer().isPresent()).toList();
    if (peers.isEmpty()) {
      return kind;
    }
    long count = peers.stream().map(Shadow.Difference::peer).distinct().count();
    List<Long> ages =
        peers.stream().map(Shadow.Difference::age).sorted(Comparator.naturalOrder()).toList();
    return "%s: %d %s, connected for %s (median)"
        .formatted(
            kind,
            count,
            count == 1 ? "peer" : "peers",
            new Quantity.Age(ages.get(ages.size() / 2)));
  }
}
