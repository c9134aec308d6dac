package org.patchbay.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.patchbay.api.log.PeerTag;
import org.slf4j.Marker;

/**
 * Peers whose lines are written in detail whatever their category. Among the context's filters only
 * while there are any: nobody pays for it otherwise. From any thread.
 */
final class Followed extends TurboFilter {
  /** Peers that are followed at a time. */
  static final int MOST = 64;

  private final LoggerContext context;
  private volatile Set<Long> peers = Set.of();

  Followed(LoggerContext context) {
    this.context = context;
    setName("patchbay.peers");
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
    return level == Level.DEBUG && marker instanceof PeerTag tag && peers.contains(tag.id())
        ? FilterReply.ACCEPT
        : FilterReply.NEUTRAL;
  }

  List<Long> peers() {
    return peers.stream().sorted().toList();
  }

  boolean any() {
    return !peers.isEmpty();
  }

  /**
   * Adds one.
   *
   * @throws IllegalStateException when there are as many as may be
   */
  synchronized void add(long peer) {
    Set<Long> more = new TreeSet<>(peers);
    if (more.add(peer) && more.size() > MOST) {
      throw new IllegalStateException("as many peers are followed as may be: " + MOST);
    }
    set(more);
  }

  /** Removes one; answers false where it was not there. */
  synchronized boolean remove(long peer) {
    Set<Long> fewer = new TreeSet<>(peers);
    boolean there = fewer.remove(peer);
    set(fewer);
    return there;
  }

  synchronized void clear() {
    set(Set.of());
  }

  private void set(Set<Long> now) {
    boolean before = any();
    peers = Set.copyOf(now);
    if (any() && !before) {
      start();
      context.addTurboFilter(this);
    } else if (!any() && before) {
      context.getTurboFilterList().remove(this);
      stop();
    }
  }
}
