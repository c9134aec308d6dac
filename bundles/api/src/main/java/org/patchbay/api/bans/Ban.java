package org.patchbay.api.bans;

/**
 * One ban. Immutable.
 *
 * @param created when it was made, in unix seconds
 * @param until when it ends, in unix seconds; {@link #FOR_EVER} where it does not
 * @param reason why, for people; may be empty, has no control characters
 * @param origin where it came from, for example {@code shell} or the name of an imported file
 */
public record Ban(BanTarget target, long created, long until, String reason, String origin) {
  /** {@link #until} of a ban without an end. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  /** Characters that a reason or an origin may have. */
  public static final int MAX_TEXT = 200;

  /** Checks the texts: their lengths, and that they are safe to show and to write. */
  public Ban {
    check("reason", reason);
    check("origin", origin);
  }

  private static void check(String what, String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "%s of %d characters (max %d)".formatted(what, text.length(), MAX_TEXT));
    }
    text.codePoints()
        .filter(Ban::unfit)
        .findFirst()
        .ifPresent(
            one -> {
              throw new IllegalArgumentException(
                  "%s with the character U+%04X (no control characters)".formatted(what, one));
            });
  }

  /** What a terminal obeys, and halves of characters, which no file can hold. */
  private static boolean unfit(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }

  /** The same from somewhere else. */
  public Ban from(String newOrigin) {
    return new Ban(target, created, until, reason, newOrigin);
  }

  /** Whether it holds at a time, in unix seconds. */
  public boolean holds(long now) {
    return now < until;
  }
}
