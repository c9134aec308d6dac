package org.patchbay.api.fact;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that happened with a peer. Protocols and the engine state facts; policies draw
 * conclusions from them. Immutable. Later versions have more kinds: whoever reads facts passes over
 * those it does not know. Sections (§) are of protocol-facts.
 */
@ProviderType
public interface Fact {
  /** A ping was answered. */
  @ProviderType
  interface Latency extends Fact {
    /** Round trip in nanoseconds, from sending to arrival at our socket. */
    long roundTrip();
  }

  /** It gave us something we wanted and did not have. */
  @ProviderType
  interface Useful extends Fact {
    /** What it was. */
    Kind kind();

    /** How many of them. */
    int count();

    /** What can be useful. */
    enum Kind {
      /** Headers that extended what we know. */
      HEADERS,
      /** A block that we did not have. */
      BLOCK,
      /** An accepted transaction. */
      TRANSACTION,
      /** Addresses that we stored. */
      ADDRESSES
    }
  }

  /** Something Bitcoin Core tolerates and an operator may want to weigh. */
  @ProviderType
  interface Nuisance extends Fact {
    /** What it was. */
    Kind kind();

    /** One line with the values that mattered. */
    String detail();

    /** What can be a nuisance. */
    enum Kind {
      /** A payload that does not parse (§5.0). */
      MALFORMED,
      /** A checksum that does not match (§2.2). */
      CHECKSUM,
      /** A message out of its phase, or not asked for. */
      UNREQUESTED,
      /** A command we do not know. */
      UNKNOWN_COMMAND,
      /** We asked and it did not answer in time. */
      UNANSWERED,
      /** The rate limit policy dropped or delayed a message. */
      RATE_LIMITED,
      /** Headers that connect to nothing we know (§14.3). */
      UNCONNECTING,
      /** A transaction that was refused; never an offence (§5.4). */
      REFUSED_TRANSACTION,
      /** Announcements beyond what is tracked for one peer (§13.3). */
      TOO_MANY_ANNOUNCEMENTS,
      /** Headers with too little work to be stored (§14.4). */
      LOW_WORK
    }
  }

  /** A breach of the protocol that Bitcoin Core answers with discouragement (§11.2). */
  @ProviderType
  interface Offence extends Fact {
    /** Which breach. */
    Kind kind();

    /** One line with the values that mattered. */
    String detail();

    /** The list of §11.2, as far as the node can see them. */
    enum Kind {
      /** inv, getdata, addr, addrv2 or headers with more entries than allowed. */
      TOO_MANY_ENTRIES,
      /** A header that fails its own proof of work. */
      HEADER_WITHOUT_WORK,
      /** Headers in one message that do not form a chain. */
      HEADERS_NOT_CONTINUOUS,
      /** A header that breaks a rule of §15.2, or stands on an invalid one. */
      INVALID_HEADER,
      /** A sendcmpct whose announce byte is above 1. */
      BAD_SENDCMPCT,
      /** A compact block, or an answer to one, that cannot be. */
      INVALID_COMPACT_BLOCK,
      /** A block that fails consensus or was mutated. */
      INVALID_BLOCK,
      /** An index of getblocktxn out of range. */
      BAD_BLOCK_TRANSACTION_INDEX,
      /** A bloom filter that breaks its limits. */
      BAD_FILTER
    }
  }

  /** The version handshake is complete. Stated by the handshake protocol, once per connection. */
  @ProviderType
  interface Established extends Fact {
    /** Names negotiated, for example {@code wtxidrelay}, {@code addrv2}. */
    java.util.Set<String> features();
  }

  /** It is known to have a chain up to this height. */
  @ProviderType
  interface KnownHeight extends Fact {
    /** Height of the best header it told us of. */
    int height();
  }

  /** A ping was answered after {@code nanos}. */
  static Latency latency(long nanos) {
    return new Facts.LatencyFact(nanos);
  }

  /** A useful delivery. */
  static Useful useful(Useful.Kind kind, int count) {
    return new Facts.UsefulFact(kind, count);
  }

  /** A nuisance. */
  static Nuisance nuisance(Nuisance.Kind kind, String detail) {
    return new Facts.NuisanceFact(kind, detail);
  }

  /** An offence. */
  static Offence offence(Offence.Kind kind, String detail) {
    return new Facts.OffenceFact(kind, detail);
  }

  /** A completed handshake. */
  static Established established(java.util.Set<String> features) {
    return new Facts.EstablishedFact(java.util.Set.copyOf(features));
  }

  /** A known height. */
  static KnownHeight knownHeight(int height) {
    return new Facts.KnownHeightFact(height);
  }

  /** A ping of ours is on its way since {@code sentAt}; -1 when it was answered or cancelled. */
  static PingPending pingPending(long sentAt) {
    return new Facts.PingPendingFact(sentAt);
  }

  /** A ping is outstanding, or no longer. */
  @ProviderType
  interface PingPending extends Fact {
    /** Loop time of sending in nanoseconds; -1 for none. */
    long sentAt();
  }

  /** It told us of a header with more work than our tip. */
  @ProviderType
  interface Announced extends Fact {}

  /** Blocks that we asked it for are on their way, or no longer. */
  @ProviderType
  interface Downloading extends Fact {
    /** Whether they are. */
    boolean begun();
  }

  /** It is one of those that are not dropped for want of news (§10.4), for good. */
  @ProviderType
  interface Spared extends Fact {}

  /** It was the first to tell us of something that proved to be good. */
  @ProviderType
  interface First extends Fact {
    /** A block, by a header with valid work, or a transaction, once it was accepted. */
    Useful.Kind kind();

    /** How many of them. */
    int count();
  }

  /** It was first with something. */
  static First first(Useful.Kind kind, int count) {
    return new Facts.FirstFact(kind, count);
  }

  /** News of a header beyond our tip. */
  static Announced announced() {
    return new Facts.AnnouncedFact();
  }

  /** Blocks are on their way, or no longer. */
  static Downloading downloading(boolean begun) {
    return new Facts.DownloadingFact(begun);
  }

  /** A peer that is spared. */
  static Spared spared() {
    return new Facts.SparedFact();
  }
}
