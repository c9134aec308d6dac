package org.patchbay.deploy;

import java.util.Set;
import org.patchbay.fuzz.Allocation;

/** Class files of anybody's: read or refused with a reason, at a cost that their size bounds. */
public final class ClassFilesFuzz {
  /** The JDK makes room for the 65,535 bytes that a text may say it has, six times over. */
  private static final long FIXED = 512 * 1024;

  private static final long EACH = 256;
  private static final ReferenceRules RULES = ReferenceRules.shipped();

  private ClassFilesFuzz() {}

  /** The input is the file. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Set<Reference> references =
          Allocation.bounded(input.length, FIXED, EACH, () -> ClassFile.references(input));
      references.forEach(RULES::refused);
    } catch (RefusedException refused) {
      if (!refused.getMessage().startsWith("malformed class file: ")) {
        throw new AssertionError("without its place: " + refused.getMessage(), refused);
      }
    }
  }
}
