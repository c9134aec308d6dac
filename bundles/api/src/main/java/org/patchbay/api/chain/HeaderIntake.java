package org.patchbay.api.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

/**
 * Takes the headers of one peer, with the low-work sync of §14.5 where their work is below the
 * threshold of §14.4. Confined to the node loop.
 */
@ProviderType
public interface HeaderIntake {
  /**
   * Offers the headers of one message. Validation and storage may run elsewhere; the outcome comes
   * on the node loop, in the order of the offers.
   *
   * @param trusted skips the low-work test ({@code noban} peers, §14.3)
   */
  void offer(List<BlockHeader> headers, boolean trusted, Consumer<? super Outcome> answer);

  /** The locator for the next getheaders: of a running low-work sync, else of the best chain. */
  List<Hash256> locator();

  /** Height a running low-work sync has reached; -1 when none runs. */
  int presyncHeight();

  /** Ends what was begun; nothing is answered afterwards. */
  void close();

  /** What became of one message of headers. */
  @ProviderType
  interface Outcome {
    /** What happened. */
    Kind kind();

    /** How many headers were new and are stored. */
    int stored();

    /** The last header of the message, when it is stored. */
    Optional<HeaderView> last();

    /** The locator with which to ask for more, when more is to be asked for at once. */
    Optional<List<Hash256>> more();

    /** What the peer did wrong, when it did. */
    Optional<Fact> fact();

    /** What can become of headers. */
    enum Kind {
      /** Stored, or already known. */
      ACCEPTED,
      /** The first one connects to nothing we know. */
      UNCONNECTING,
      /** A low-work sync goes on. */
      PRESYNC,
      /** Below the threshold and at their end: ignored. */
      LOW_WORK,
      /** Against a rule; {@link Outcome#fact} says which. */
      INVALID,
      /** Too far in the future: not stored, not held against the peer (§15.2). */
      FUTURE,
      /** They could not be written; nothing of them is confirmed. */
      NOT_STORED
    }
  }
}
