package org.patchbay.api.rpc;

/** A call that is answered by an error: a code of {@link RpcCode}, and one line for people. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  /** An error as the caller will see it. */
  public RpcException(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The number that tells programs what is wrong. */
  public int code() {
    return code;
  }
}
