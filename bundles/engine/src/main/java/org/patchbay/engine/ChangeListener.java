package org.patchbay.engine;

import org.patchbay.api.observe.Observer;

/** Is told that another policy is in force. Confined to the node loop. */
interface ChangeListener {
  /** A slot changed hands. */
  void changed(Observer.Swap swap);
}
