package org.patchbay.wire;

/**
 * Bytes that do not form what they claim to be. Carries a reason with the value, no stack trace: it
 * is an ordinary event on an open network.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** How Bitcoin Core treats the case. */
  public enum Kind {
    /** The message is dropped, the connection stays (protocol-facts §5.0). */
    MALFORMED,
    /** More entries than allowed: an offence (protocol-facts §11.2). */
    TOO_MANY
  }

  private final Kind kind;

  /** Malformed for a reason. */
  public MalformedException(String reason) {
    this(Kind.MALFORMED, reason);
  }

  /** Of a kind, for a reason. */
  public MalformedException(Kind kind, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
  }

  /** How it is treated. */
  public Kind kind() {
    return kind;
  }
}
