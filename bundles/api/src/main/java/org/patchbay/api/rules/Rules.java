package org.patchbay.api.rules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.PeerView;

/**
 * The operator's rules, which the policies named {@code rules} follow. From any thread; answers are
 * immutable but for counts.
 */
@ProviderType
public interface Rules {
  /** The rules in force, in the order of the file. */
  List<? extends Rule> inForce();

  /**
   * What is wrong with the file as it stands, a place each: {@code line 3, column 9: ...}. Empty
   * where it is in force.
   */
  List<String> flaws();

  /** What conditions may speak of. */
  List<Field> variables();

  /** One rule. */
  @ProviderType
  interface Rule {
    /** Its name. */
    String name();

    /** Where it begins in the file. */
    int line();

    /** Its condition, as it is written; may have several lines. */
    String when();

    /** What it does: {@code refuse}, {@code evict first}, {@code throttle 10/s}. */
    String then();

    /** The slot whose policy {@code rules} follows it: {@code admission}, for example. */
    String slot();

    /** When it ends. */
    Optional<Instant> until();

    /** Whether it has ended by a loop time in nanoseconds. */
    boolean over(long now);

    /** Why it is there; empty where nobody said. */
    String because();

    /**
     * Whether it holds of a peer.
     *
     * @param now loop time in nanoseconds
     */
    boolean matches(PeerView peer, long now);

    /**
     * How often it decided, where its policy is in force or tried: refusals, peers named for
     * eviction, messages held back. Kept over edits of other rules.
     */
    long hits();

    /** How often it could not be computed, as for a division by zero; then it does not match. */
    long faults();
  }

  /**
   * What conditions may speak of.
   *
   * @param type as the Common Expression Language calls it
   * @param sentence what it is, in which unit
   */
  record Field(String name, String type, String sentence) {}
}
