package org.patchbay.protocols;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.Chain;
import org.patchbay.wire.Hash256;

/**
 * Decides who is asked for headers first. Confined to the node loop; told by conversations, and
 * tells them when their turn has come.
 *
 * <p>Rule (protocol-facts §14.7): until the best header is less than 24 hours old one peer at a
 * time is asked, afterwards every peer. Why: the first 100 MB of headers would otherwise be fetched
 * from everybody at once. A peer that dialled us has its turn only when nobody we chose is there,
 * so that whoever wants to hold us back has to be dialled by us.
 */
final class HeaderSync {
  static final Duration RECENT = Duration.ofHours(24);
  static final int MAX_PROTECTED = 4;

  private final Chain chain;
  private final Set<Candidate> waiting = new LinkedHashSet<>();
  private final Set<Candidate> started = new LinkedHashSet<>();
  private Optional<Hash256> lastTrigger = Optional.empty();
  private int protectedPeers;
  private boolean caughtUp;

  HeaderSync(Chain chain) {
    this.chain = chain;
  }

  /** A conversation as this class sees it. */
  interface Candidate {
    /** Whether it is preferred for downloads (§8.7). */
    boolean preferred();

    /** Its turn has come. */
    void start();
  }

  void join(Candidate candidate, Instant now) {
    waiting.add(candidate);
    next(now);
  }

  void leave(Candidate candidate, Instant now) {
    waiting.remove(candidate);
    started.remove(candidate);
    next(now);
  }

  /** It had its turn and made nothing of it: to the end of the queue. */
  void passOn(Candidate candidate, Instant now) {
    if (started.remove(candidate)) {
      waiting.add(candidate);
      next(now);
    }
  }

  /** Headers were stored. */
  void progressed(Instant now) {
    if (!waiting.isEmpty()) {
      next(now);
    }
  }

  private void next(Instant now) {
    if (recent(now)) {
      List.copyOf(waiting).forEach(this::start);
    } else if (started.isEmpty() && !waiting.isEmpty()) {
      start(
          waiting.stream()
              .filter(Candidate::preferred)
              .findFirst()
              .orElseGet(() -> waiting.iterator().next()));
    }
  }

  private void start(Candidate candidate) {
    waiting.remove(candidate);
    started.add(candidate);
    candidate.start();
  }

  /** Whether it is the only one that is asked while a preferred one waits (§10.3). */
  boolean holdsUpOthers(Candidate candidate) {
    return started.size() == 1
        && started.contains(candidate)
        && waiting.stream().anyMatch(Candidate::preferred);
  }

  /** Whether the best header is less than 24 hours old. */
  boolean recent(Instant now) {
    return chain.tip().header().time() > now.minus(RECENT).getEpochSecond();
  }

  /** True for good once the best chain had the minimum work and was recent (§14.10). */
  boolean caughtUp(Instant now) {
    caughtUp = caughtUp || chain.hasMinimumWork() && recent(now);
    return caughtUp;
  }

  /** Whether a block nobody was asked about yet may make one more peer a source (§14.2). */
  boolean triggers(Hash256 block) {
    if (lastTrigger.filter(block::equals).isPresent()) {
      return false;
    }
    lastTrigger = Optional.of(block);
    return true;
  }

  /** Takes one of the four places of peers that chain-sync eviction spares (§10.4). */
  boolean protect() {
    if (protectedPeers == MAX_PROTECTED) {
      return false;
    }
    protectedPeers++;
    return true;
  }

  void unprotect() {
    protectedPeers--;
  }
}
