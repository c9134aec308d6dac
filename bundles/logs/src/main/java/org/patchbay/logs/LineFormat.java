package org.patchbay.logs;

import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.patchbay.api.log.HiddenAddress;

/**
 * How an entry becomes a line of the file. What a peer can put into one, as its user agent or a
 * command, cannot end it or move a terminal's cursor: control characters are written as {@code
 * \x1b}. Immutable.
 */
interface LineFormat {
  /** One line without its end; of text with an exception, more. */
  String line(Entry entry);

  /** The format of a name, with times or without. */
  static LineFormat of(String name, Times times) {
    return name.equals("json") ? new JsonLine(times) : new TextLine(times);
  }

  /** How times are written, in UTC. */
  enum Times {
    /** To the millisecond. */
    MILLIS("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"),
    /** To the microsecond. */
    MICROS("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"),
    /** Not at all. */
    NONE("");

    final DateTimeFormatter format;

    Times(String pattern) {
      format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static Times named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The stack of what was thrown; empty for nothing. */
  static String stack(Entry entry) {
    if (entry.thrown() == null) {
      return "";
    }
    String stack = ThrowableProxyUtil.asString(entry.thrown()).strip();
    return entry.addresses() ? stack : HiddenAddress.within(stack).toString();
  }

  /** Writes a character that must not be seen as it is, in hex. */
  static void hex(StringBuilder into, String prefix, int digits, char character) {
    into.append(prefix);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      into.append(Character.forDigit(character >> shift & 15, 16));
    }
  }
}
