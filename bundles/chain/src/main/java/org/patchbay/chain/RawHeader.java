package org.patchbay.chain;

/** Where the fields of a header are in its 80 bytes. */
final class RawHeader {
  static final int SIZE = 80;
  static final int PREVIOUS = 4;
  static final int MERKLE_ROOT = 36;
  static final int TIME = 68;
  static final int BITS = 72;
  static final int NONCE = 76;

  private RawHeader() {}
}
