package org.patchbay.bench.attacks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The attacks by name, which are the columns of the matrix. */
final class Attacks {
  private static final int FEW = 4;

  /** In the order of the table. */
  static final Map<String, Supplier<Attack>> ALL = all();

  private Attacks() {}

  private static Map<String, Supplier<Attack>> all() {
    Map<String, Supplier<Attack>> all = new LinkedHashMap<>();
    all.put("slots few", () -> new SlotFlood(FEW));
    all.put("slots many", () -> new SlotFlood(Attack.OWN));
    all.put("slow-loris", SlowLoris::new);
    all.put("inv", InvFlood::new);
    all.put("addr", AddrFlood::new);
    all.put("junk tx", JunkTransactions::new);
    all.put("withholding", Withholding::new);
    all.put("ping", PingGaming::new);
    List<Supplier<Attack>> single = List.copyOf(all.values());
    all.put("mixed", () -> new Mixed(single.stream().map(Supplier::get).toList()));
    return all;
  }
}
