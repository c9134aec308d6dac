package org.patchbay.api.trial;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes down edits of a file that change how policies judge, and not who does. From any thread but
 * the node loop: what is taken down is on the disk when the call returns, unless the disk is in
 * trouble.
 */
@ProviderType
public interface Edits {
  /**
   * An edit. What the record ends with already, as at every start of the node, is not repeated.
   *
   * @param file as operators name it, for example {@code config/rules.conf}
   * @param sha256 of what stands in the file, in hexadecimal digits; empty where it is gone
   * @param from what was in force before, in a few words
   * @param to what is in force now
   * @param changes what is different, in one line; empty where nothing is known
   * @param outcome {@code in force}, {@code refused: …}
   */
  record Edit(String file, String sha256, String from, String to, String changes, String outcome) {}

  /** Takes down an edit. */
  void edited(Edit edit);
}
