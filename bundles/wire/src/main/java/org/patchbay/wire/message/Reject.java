package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.Objects;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Retired (BIP61, protocol-facts §5.7). */
public record Reject(String message, int code, String reason, byte[] data) implements Message {
  /** Most bytes of the command it is about. */
  public static final int MAX_MESSAGE = 12;

  /** Most bytes of a reason. */
  public static final int MAX_REASON = 111;

  /** Reads the payload. */
  public static Reject read(WireReader in) throws MalformedException {
    return new Reject(
        in.string(MAX_MESSAGE), in.u8(), in.string(MAX_REASON), in.bytes(in.remaining()));
  }

  @Override
  public String command() {
    return "reject";
  }

  @Override
  public void write(WireWriter out) {
    out.string(message).u8(code).string(reason).bytes(data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reject that
        && message.equals(that.message)
        && code == that.code
        && reason.equals(that.reason)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(message, code, reason, Arrays.hashCode(data));
  }

  @Override
  public String toString() {
    return "Reject[message="
        + message
        + ", code="
        + code
        + ", reason="
        + reason
        + ", data="
        + data.length
        + " bytes]";
  }
}
