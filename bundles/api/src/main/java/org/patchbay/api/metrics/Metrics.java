package org.patchbay.api.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.observe.Observer;
import org.patchbay.wire.Hash256;

/** Statistics since the start. From any thread; answers are immutable snapshots. */
@ProviderType
public interface Metrics {
  /** One row for each message type that was received or sent. */
  List<MessageRow> messages();

  /** The transactions and blocks that were accepted last, the most recent first. */
  List<Trace> recent(int max);

  /** One of them, by wtxid or block hash. */
  Optional<Trace> trace(Hash256 id);

  /** From accepted to the first announcement, over all transactions. */
  Times toFirstAnnouncement();

  /** From accepted to the first request, over all transactions. */
  Times toFirstRequest();

  /**
   * From accepted until that many peers were told, over all transactions that came so far.
   *
   * @throws IllegalArgumentException unless it is a power of two
   */
  Times announcedTo(int peers);

  /**
   * From accepted until that many peers asked, over all transactions that came so far.
   *
   * @throws IllegalArgumentException unless it is a power of two
   */
  Times requestedBy(int peers);

  /** Message types that took longer than the warning threshold, one line each; bounded. */
  List<String> warnings();

  /** One message type. */
  @ProviderType
  interface MessageRow {
    /** As on the wire; {@code *other*} for unknown ones. */
    String command();

    /** Messages received. */
    long received();

    /** Bytes received. */
    long bytesIn();

    /** Messages sent. */
    long sent();

    /** Bytes sent. */
    long bytesOut();

    /** From socket to handler. */
    Times queued();

    /** In the handlers, for each message. */
    Times handled();
  }

  /**
   * Times in nanoseconds, from a histogram with an error below 1 %.
   *
   * @param count how many were measured; the rest is 0 when none was
   * @param sum of all of them
   * @param atMost how many took no longer than each of {@link #BOUNDS}, within that error; empty
   *     when none was measured
   */
  record Times(long count, long sum, long p50, long p99, long max, List<Long> atMost) {
    /** Nanoseconds, ascending. */
    public static final List<Long> BOUNDS =
        List.of(
            10_000L,
            100_000L,
            1_000_000L,
            5_000_000L,
            10_000_000L,
            25_000_000L,
            100_000_000L,
            250_000_000L,
            1_000_000_000L,
            2_500_000_000L,
            5_000_000_000L,
            10_000_000_000L,
            60_000_000_000L,
            600_000_000_000L);

    /** Nothing was measured. */
    public static final Times NONE = new Times(0, 0, 0, 0, 0, List.of());

    /**
     * Copies.
     *
     * @throws IllegalArgumentException unless there is a number for each bound, or none at all
     */
    public Times {
      atMost = List.copyOf(atMost);
      if (!atMost.isEmpty() && atMost.size() != BOUNDS.size()) {
        throw new IllegalArgumentException(
            atMost.size() + " numbers for " + BOUNDS.size() + " bounds");
      }
    }
  }

  /** How one transaction or block spread. */
  @ProviderType
  interface Trace {
    /** What it is. */
    Observer.Item item();

    /** Wtxid or block hash. */
    Hash256 id();

    /** Loop time in nanoseconds at which we accepted it. */
    long acceptedAt();

    /** Nanoseconds from then until that many peers were told: the first, and powers of two. */
    OptionalLong announcedTo(int peers);

    /** Nanoseconds from then until that many peers asked: the first, and powers of two. */
    OptionalLong requestedBy(int peers);

    /** Peers told so far, rounded down to a power of two. */
    int announced();

    /** Peers that asked so far, rounded down to a power of two. */
    int requested();
  }
}
