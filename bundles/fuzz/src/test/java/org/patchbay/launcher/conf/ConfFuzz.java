package org.patchbay.launcher.conf;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.fuzz.Allocation;

/** A bitcoin.conf: taken, or refused with its line. */
public final class ConfFuzz {
  private static final long FIXED = 256 * 1024;
  private static final long EACH = 2_048;
  private static final String PLACE = "(?s)x(:\\d+)?: .*|x:\\d+, by .*: .*";

  private ConfFuzz() {}

  /** A file as it might be, with what its lines come to. */
  public static void file(byte[] bytes) {
    try {
      ConfFile file =
          Allocation.bounded(bytes.length, FIXED, EACH, () -> ConfFile.parse("x", bytes));
      List<Given> given = new ArrayList<>();
      for (ConfFile.Line line : file.lines()) {
        given.add(Given.of(line.name(), line.value(), false, "x:" + line.number()));
      }
      given.removeIf(each -> !OptionTable.knows(each.name()));
      OptionTable.settle(new Choices(List.of(), given))
          .properties()
          .forEach(
              (name, value) -> {
                if (!name.startsWith("patchbay.") || value.indexOf('\n') >= 0) {
                  throw new AssertionError(name + " = " + value);
                }
              });
    } catch (IllegalArgumentException refused) {
      if (!refused.getMessage().matches(PLACE)) {
        throw new AssertionError("without its place: " + refused.getMessage(), refused);
      }
    }
  }
}
