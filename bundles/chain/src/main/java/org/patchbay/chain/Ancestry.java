package org.patchbay.chain;

/**
 * The times and bits of one chain of headers, as the difficulty rules ask for them. Valid for
 * heights from 0 up to the header on which the next one is to stand.
 */
public interface Ancestry {
  /** Compact bits of the header at a height. */
  int bits(int height);

  /** Time of the header at a height, in unix seconds. */
  long time(int height);

  /**
   * The bits on which a minimum-difficulty chain goes on (protocol-facts §15.3): walks back from
   * {@code height} while it is not a multiple of {@code interval} and has {@code limitBits}.
   */
  default int lastRealBits(int height, int interval, int limitBits) {
    int at = height;
    while (at % interval != 0 && bits(at) == limitBits) {
      at--;
    }
    return bits(at);
  }
}
