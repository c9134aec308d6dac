package org.patchbay.api.peer;

/**
 * Why a connection ended: a code that can be counted and a sentence that explains. Immutable.
 *
 * @param detail one line with the values that mattered; empty when the code says all
 */
public record CloseReason(Code code, String detail) {
  /** A reason whose code says all. */
  public static CloseReason of(Code code) {
    return new CloseReason(code, "");
  }

  /** A reason with its values. */
  public static CloseReason of(Code code, String detail) {
    return new CloseReason(code, detail);
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? code.label() : code.label() + ": " + detail;
  }

  /** Every way in which a connection ends. */
  public enum Code {
    /** The other end closed. */
    REMOTE_CLOSED,
    /** The socket failed. */
    SOCKET_ERROR,
    /** Wrong magic, oversize length: framing cannot go on (§2.2). */
    BAD_FRAMING,
    /** Handshake not finished in time (§10.1). */
    HANDSHAKE_TIMEOUT,
    /** Nothing sent, or nothing received, for too long (§10.1). */
    INACTIVITY,
    /** A ping without an answer (§10.2). */
    PING_TIMEOUT,
    /** Protocol version below the minimum (§5.1). */
    OBSOLETE_VERSION,
    /** A service this connection needs is not offered (§4.2). */
    MISSING_SERVICES,
    /** We connected to ourselves (§8.4). */
    SELF_CONNECTION,
    /** A protocol rule whose breach drops the connection (§11.3). */
    PROTOCOL_VIOLATION,
    /** An offence for which the address is discouraged too (§11.2). */
    MISBEHAVIOUR,
    /** Address banned by the operator. */
    BANNED,
    /** Address discouraged while slots are scarce (§9.10). */
    DISCOURAGED,
    /** Refused by the admission policy. */
    NOT_ADMITTED,
    /** No inbound slot and nobody to evict (§9.10). */
    NO_SLOT,
    /** Its netgroup, or its autonomous system, has as many inbound peers as the operator allows. */
    GROUP_FULL,
    /** Evicted to make room (§10.6). */
    EVICTED,
    /** More outbound peers than wanted (§10.5). */
    TRIMMED,
    /** The rate limit policy asked for it, or too many came from its source at once. */
    RATE_LIMIT,
    /** Score below what the operator tolerates. */
    LOW_SCORE,
    /** Too slow while serving us, or synchronising (§10.3, §10.4). */
    TOO_SLOW,
    /** It asked for old blocks when the upload target was reached (§14.9). */
    UPLOAD_TARGET,
    /** A connection made for one purpose that is done (feeler, address fetch). */
    PURPOSE_FULFILLED,
    /** Already connected to that address. */
    DUPLICATE,
    /** An operator dropped it. */
    OPERATOR,
    /** The handler of a protocol failed. */
    INTERNAL_ERROR,
    /** The node stops. */
    SHUTDOWN;

    /** Lower case with hyphens, for people. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
