package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.Objects;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** The outcome of a reconciliation (BIP330 draft, protocol-facts §5.7). */
public record ReconcilDiff(boolean success, int[] shortIds) implements Message {
  /** Reads the payload. */
  public static ReconcilDiff read(WireReader in) throws MalformedException {
    boolean success = in.bool();
    int count = in.count(CompactSize.MAX_LENGTH, 4);
    int[] shortIds = new int[count];
    for (int i = 0; i < count; i++) {
      shortIds[i] = in.i32();
    }
    return new ReconcilDiff(success, shortIds);
  }

  @Override
  public String command() {
    return "reconcildiff";
  }

  @Override
  public void write(WireWriter out) {
    out.bool(success).compactSize(shortIds.length);
    for (int id : shortIds) {
      out.i32(id);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReconcilDiff that
        && success == that.success
        && Arrays.equals(shortIds, that.shortIds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(success, Arrays.hashCode(shortIds));
  }

  @Override
  public String toString() {
    return "ReconcilDiff[success=" + success + ", shortIds=" + shortIds.length + " numbers]";
  }
}
