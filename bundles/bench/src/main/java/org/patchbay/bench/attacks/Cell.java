package org.patchbay.bench.attacks;

/** One cell of the matrix: a mean over seeds, and a line of a file. Immutable. */
record Cell(Rivals.Pair pair, String attack, Outcome outcome) {
  static final String HEADING = "eviction,scoring,attack,kept,slots,megabytes,work,late,benched";

  String line() {
    return pair.eviction() + "," + pair.scoring() + "," + attack + "," + outcome.line();
  }

  /**
   * Of a line.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Cell of(String line) {
    String[] parts = line.split(",", -1);
    if (parts.length != HEADING.split(",").length) {
      throw new IllegalArgumentException("not a line of results: " + line);
    }
    double[] numbers = new double[5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.parseDouble(parts[3 + i]);
    }
    return new Cell(
        new Rivals.Pair(parts[0], parts[1]),
        parts[2],
        new Outcome(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], parts[8]));
  }
}
