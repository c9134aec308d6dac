package org.patchbay.bench.rivals;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints what is measured of the rivals of rate limit, misbehaviour, relay, selection and
 * admission; {@code org.patchbay.bench.attacks} has eviction and scoring.
 */
public final class Comparison {
  private Comparison() {}

  /** Prints all tables; takes no arguments. */
  public static void main(String[] arguments) {
    tables().forEach(System.out::println);
  }

  static List<Table> tables() {
    List<Table> tables = new ArrayList<>(Rates.tables());
    tables.add(Conducts.table());
    tables.add(Trickles.table());
    tables.addAll(Orders.tables());
    tables.add(Doors.table());
    return tables;
  }
}
