package org.patchbay.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.time.Instant;
import java.util.List;
import org.patchbay.api.log.Discreet;
import org.patchbay.api.log.PeerTag;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * One line as it is to be written. Immutable.
 *
 * @param peer whom it is about; null for none
 * @param addresses whether addresses are named
 * @param text with addresses or without, as wanted
 * @param thrown null for nothing
 * @param held how many of its like were held back, where it tells of that; 0 otherwise
 */
record Entry(
    Instant time,
    Level level,
    String logger,
    String thread,
    PeerTag peer,
    boolean addresses,
    String text,
    IThrowableProxy thrown,
    int held) {
  /** What was logged, with addresses or without. */
  static Entry of(ILoggingEvent event, boolean addresses) {
    PeerTag peer = tag(event.getMarkerList());
    return new Entry(
        event.getInstant(),
        event.getLevel(),
        event.getLoggerName(),
        event.getThreadName(),
        peer,
        addresses,
        text(event, addresses),
        event.getThrowableProxy(),
        0);
  }

  private static PeerTag tag(List<Marker> markers) {
    return markers != null && !markers.isEmpty() && markers.get(0) instanceof PeerTag tag
        ? tag
        : null;
  }

  private static String text(ILoggingEvent event, boolean addresses) {
    Object[] arguments = event.getArgumentArray();
    if (!addresses || arguments == null) {
      return String.valueOf(event.getFormattedMessage());
    }
    Object[] open = arguments.clone();
    for (int i = 0; i < open.length; i++) {
      if (open[i] instanceof Discreet discreet) {
        open[i] = discreet.open();
      }
    }
    return MessageFormatter.arrayFormat(event.getMessage(), open).getMessage();
  }
}
