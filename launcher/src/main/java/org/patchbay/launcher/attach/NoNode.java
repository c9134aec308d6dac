package org.patchbay.launcher.attach;

/** Nobody to talk to: the message says where. */
final class NoNode extends Exception {
  private static final long serialVersionUID = 1;

  NoNode(String message) {
    super(message, null, false, false);
  }
}
