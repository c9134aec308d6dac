package org.patchbay.record;

/** Numbers of the file format; the package's documentation describes it. */
final class Format {
  static final byte[] MAGIC = {'P', 'B', 'R', 'E', 'C', 'O', 'R', 'D'};
  static final int VERSION = 1;

  /** Magic and a version of two bytes. */
  static final int HEAD = MAGIC.length + 2;

  /** Stored length, whole length, checksum: four bytes each, the lowest first. */
  static final int BLOCK_HEAD = 12;

  /** Bytes of a block, whole or stored. */
  static final int MAX_BLOCK = 32 << 20;

  /** Words that a part remembers. */
  static final int MAX_WORDS = 16_384;

  /** Bytes of a word, and of any other text. */
  static final int MAX_TEXT = 1_024;

  /** Peers that are there at a time. */
  static final int MAX_PEERS = 16_384;

  /** Offers that a part remembers: the oldest gives way. */
  static final int MAX_OFFERS = 65_536;

  /** Message types, features, lines or permissions of one peer. */
  static final int MAX_ITEMS = 128;

  static final int START = 1;
  static final int IN_FORCE = 2;
  static final int GONE = 3;
  static final int MISSED = 4;
  static final int LIMIT = 10;
  static final int TOLD = 11;
  static final int SCORE = 12;
  static final int JUDGED = 13;
  static final int CONNECT = 14;
  static final int VERSIONED = 15;
  static final int EVICT = 16;
  static final int PREFERENCE = 17;
  static final int DELAY = 18;
  static final int BATCH = 19;
  static final int LOOKED = 20;
  static final int TRIM = 21;
  static final int PRESCRIBED = 22;
  static final int LAST = PRESCRIBED;

  /** Of eight bytes, in a sum of work. */
  static final int WORK_LONGS = 4;

  /** Slots whose policies remember peers, in the order of their openings. */
  static final int OPENINGS = 3;

  static final int RATE_LIMIT = 0;
  static final int SCORING = 1;
  static final int MISBEHAVIOUR = 2;

  private Format() {}
}
