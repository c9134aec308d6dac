package org.patchbay.api.trial;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes of policies by an operator's word, each with an entry in the record. All of them are
 * edits of {@code config/}, as {@code Settings.set} makes them: in force soon after, and after a
 * restart. From any thread but the node loop.
 */
@ProviderType
public interface Trials {
  /**
   * Who wants it, and why.
   *
   * @param who for example {@code shell}
   * @param reason may be empty
   */
  record By(String who, String reason) {}

  /**
   * Puts a policy in force.
   *
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  void use(String slot, String policy, By by);

  /** Leaves the choice to ranking again. */
  void reset(String slot, By by);

  /** Tries a policy beside the one in force; empty for none. */
  void shadow(String slot, String policy, By by);

  /**
   * Puts in force what is tried, and watches it: when a condition does not hold, what was in force
   * before is put in force again.
   *
   * @return the policy
   * @throws IllegalArgumentException when nothing is tried there, or it has failed
   */
  String promote(String slot, Conditions conditions, By by);

  /**
   * Puts in force again what was before the last change; called again, what was before that. A
   * policy that is benched is passed over.
   *
   * @return the policy that is wanted now; empty where the choice is left to ranking
   * @throws IllegalArgumentException when no earlier one is known
   */
  String rollback(String slot, By by);

  /** The policies that are watched, one line each. */
  List<String> watched();

  /** The last entries of the record, the most recent last. */
  List<AuditEntry> audit(int last);

  /** What keeps the record from being written, in one line; empty when nothing does. */
  String auditTrouble();
}
