package org.patchbay.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;
import org.patchbay.launcher.conf.ConfFuzz;

/**
 * What an operator writes and what a jar declares: taken or refused with a reason, and a file that
 * was read says the same when it is written again.
 */
public final class SettingsFuzz {
  private static final long FIXED = 128 * 1024;
  private static final long EACH = 1_024;
  private static final String PLACE = "(?s)(line \\d+: |length \\d+|not UTF-8).*";

  private SettingsFuzz() {}

  /** The first byte chooses. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    switch (parts.next() % 5) {
      case 0 -> file(parts.rest());
      case 1 -> value(parts);
      case 2 -> declared(parts.rest());
      case 3 -> ConfFuzz.file(parts.rest());
      default -> HeaderClause.parse(new String(parts.rest(), StandardCharsets.UTF_8));
    }
  }

  private static void file(byte[] bytes) {
    try {
      CfgFile file = Allocation.bounded(bytes.length, FIXED, EACH, () -> CfgFile.parse(bytes));
      Map<String, String> values = file.values();
      CfgFile again = CfgFile.parse(file.bytes());
      if (!values.equals(again.values())) {
        throw new AssertionError(values + " became " + again.values());
      }
      for (String key : values.keySet()) {
        if (file.lineOf(key) != again.lineOf(key)) {
          throw new AssertionError(key + " has moved");
        }
      }
    } catch (RefusedException refused) {
      if (!refused.getMessage().matches(PLACE)) {
        throw new AssertionError("without its place: " + refused.getMessage(), refused);
      }
    }
  }

  private static void value(Parts parts) {
    KeyType type = KeyType.values()[parts.next() % KeyType.values().length];
    boolean list = parts.next() % 2 == 1;
    boolean ranged = parts.next() % 2 == 1;
    String least = ranged ? "0" : "";
    KeyDefinition key =
        new KeyDefinition("key", type, list, "", least, ranged ? "9" : "", List.of(), "");
    byte[] bytes = parts.rest();
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Allocation.bounded(bytes.length, FIXED, EACH, () -> key.parse(text));
    } catch (RefusedException refused) {
      if (!refused.getMessage().contains("allowed: ")) {
        throw new AssertionError("without what is allowed: " + refused.getMessage(), refused);
      }
    }
  }

  private static void declared(byte[] bytes) {
    try {
      Metatype.read(new ByteArrayInputStream(bytes));
    } catch (IOException refused) {
      if (!refused.getMessage().startsWith("metatype: ")) {
        throw new AssertionError(refused);
      }
    }
  }
}
