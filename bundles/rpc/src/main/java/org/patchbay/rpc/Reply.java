package org.patchbay.rpc;

import java.nio.charset.StandardCharsets;

/**
 * What goes back over HTTP. Immutable.
 *
 * @param body its pieces
 */
record Reply(int status, String type, byte[]... body) {
  static final int OK = 200;
  static final int NO_CONTENT = 204;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int BAD_METHOD = 405;
  static final int TOO_LARGE = 413;
  static final int INTERNAL = 500;
  static final int UNAVAILABLE = 503;

  private static final String JSON = "application/json";
  private static final String TEXT = "text/html; charset=ISO-8859-1";

  /** Nothing but a status. */
  static Reply of(int status) {
    return of(status, "");
  }

  /** A status and a sentence. */
  static Reply of(int status, String sentence) {
    return new Reply(status, TEXT, sentence.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A line of JSON. */
  static Reply json(int status, JsonText text) {
    return new Reply(status, JSON, text.append('\n').bytes());
  }

  /** Bytes of the body. */
  int length() {
    int length = 0;
    for (byte[] piece : body) {
      length += piece.length;
    }
    return length;
  }
}
