package org.patchbay.engine;

/** Is told that another policy is in force. Confined to the node loop. */
interface ChangeListener {
  /**
   * A slot changed hands.
   *
   * @param from name of the policy that was in force
   * @param to name of the one that is
   * @param why in a few words
   */
  void changed(String slot, String from, String to, String why);
}
