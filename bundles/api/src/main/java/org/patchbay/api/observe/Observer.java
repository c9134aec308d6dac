package org.patchbay.api.observe;

import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Hash256;

/**
 * Told of what happens, where it happens. Called on the node loop, very often: take note and
 * return. Views are of the moment of the call and not to be kept. One that throws or is slow is
 * left out.
 */
@ConsumerType
public interface Observer {
  /**
   * A run of consecutive messages of one type was handled.
   *
   * @param command as on the wire; {@code *other*} for unknown ones
   * @param count messages
   * @param bytes on the wire, framing included
   * @param queuedNanos from the socket to the handler, of the first of them
   * @param handledNanos time in the handlers, of all of them
   */
  default void received(
      PeerView peer, String command, int count, long bytes, long queuedNanos, long handledNanos) {}

  /** A message was queued to a peer. */
  default void sent(PeerView peer, String command, long bytes) {}

  /** A fact was stated. */
  default void stated(PeerView peer, Fact fact) {}

  /** A connection ended. */
  default void ended(PeerView peer, CloseReason reason) {}

  /**
   * A transaction or block came a step further: told when the count of peers reaches 1 and each
   * power of two.
   *
   * @param id wtxid of the transaction, or hash of the block
   * @param peers how many peers were told of it, or asked for it; 0 for {@link Step#ACCEPTED}
   * @param now loop time in nanoseconds
   */
  default void spread(Item item, Hash256 id, Step step, int peers, long now) {}

  /** Another policy is in force in a slot. */
  default void swapped(Swap swap) {}

  /** Something was done about what a health check found. */
  default void remedied(Remedied remedied) {}

  /**
   * What was done, and why. Immutable.
   *
   * @param policy the remedy policy that prescribed it
   * @param check whose finding it was for
   * @param remedy what was done, as {@code dial 3 [ipv6]}, {@code ease}
   * @param detail what the check found
   */
  record Remedied(String policy, String check, String remedy, String detail) {}

  /**
   * A change of hands. Immutable.
   *
   * @param slot as {@code Node.Slot.name}
   * @param from policy that was in force; {@code built-in} when none was
   * @param to policy that is
   * @param detail one line; empty where the cause says all
   */
  record Swap(String slot, String from, String to, Cause cause, String detail) {}

  /** Why a slot changes hands. */
  enum Cause {
    /** The configuration names another policy, or none any more. */
    CONFIGURED,
    /** A policy came that is named, or ranks above. */
    CAME,
    /** The policy in force went with its bundle. */
    WENT,
    /** The policy in force was benched. */
    BENCHED
  }

  /** What spreads. */
  enum Item {
    /** A transaction. */
    TRANSACTION,
    /** A block. */
    BLOCK
  }

  /** How far it came. */
  enum Step {
    /** We have accepted it. */
    ACCEPTED,
    /** Peers were told of it. */
    ANNOUNCED,
    /** Peers asked us for it. */
    REQUESTED
  }
}
