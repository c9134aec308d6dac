package org.patchbay.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule does with whom it matches. Immutable. */
sealed interface Action {
  /** The slot in which it is done. */
  String slot();

  /** Not let in. */
  record Refuse() implements Action {
    @Override
    public String slot() {
      return "admission";
    }

    @Override
    public String toString() {
      return "refuse";
    }
  }

  /** Evicted before those whom no rule matches. */
  record EvictFirst() implements Action {
    @Override
    public String slot() {
      return "eviction";
    }

    @Override
    public String toString() {
      return "evict first";
    }
  }

  /**
   * Slowed down.
   *
   * @param perSecond messages or bytes, 1 to {@link #FASTEST}
   * @param text as it stands in the file
   */
  record Throttle(long perSecond, boolean bytes, String text) implements Action {
    static final long FASTEST = 1_000_000_000;

    @Override
    public String slot() {
      return "ratelimit";
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What {@code then} may say. */
  String ALLOWED = "refuse, evict first, throttle 10/s, throttle 20 kB/s";

  /** A rate, with a unit where it is of bytes. */
  Pattern RATE = Pattern.compile("throttle\\s+([1-9][0-9]{0,8})\\s*(B|kB|MB|)/s");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static Action parse(String text) {
    if (text.equals("refuse")) {
      return new Refuse();
    }
    if (text.matches("evict\\s+first")) {
      return new EvictFirst();
    }
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      throw new IllegalArgumentException("\"%s\" (allowed: %s)".formatted(text, ALLOWED));
    }
    long unit = rate.group(2).equals("MB") ? 1_000_000 : rate.group(2).equals("kB") ? 1_000 : 1;
    long perSecond = Long.parseLong(rate.group(1)) * unit;
    if (perSecond > Throttle.FASTEST) {
      throw new IllegalArgumentException(
          "\"%s\" (1 to %d a second)".formatted(text, Throttle.FASTEST));
    }
    return new Throttle(perSecond, !rate.group(2).isEmpty(), text);
  }
}
