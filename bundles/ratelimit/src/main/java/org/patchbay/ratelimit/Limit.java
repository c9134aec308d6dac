package org.patchbay.ratelimit;

import java.util.Arrays;

/** What one peer may send of one message class. Immutable. */
record Limit(Rate messages, Rate bytes) {
  /**
   * Reads the four numbers of a configuration key.
   *
   * @throws IllegalArgumentException naming key, value and what is allowed
   */
  static Limit of(String key, long[] numbers) {
    if (numbers.length != 4
        || Arrays.stream(numbers).anyMatch(number -> number < 0 || number > Rate.MOST)
        || (numbers[0] == 0) != (numbers[1] == 0)
        || (numbers[2] == 0) != (numbers[3] == 0)) {
      throw new IllegalArgumentException(
          ("%s %s (four numbers from 0 to %d: messages per second, burst in messages, bytes per"
                  + " second, burst in bytes; a rate and its burst both 0 for no limit)")
              .formatted(key, Arrays.toString(numbers), Rate.MOST));
    }
    return new Limit(new Rate(numbers[0], numbers[1]), new Rate(numbers[2], numbers[3]));
  }
}
