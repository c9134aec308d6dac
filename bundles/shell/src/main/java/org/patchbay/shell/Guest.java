package org.patchbay.shell;

import org.apache.felix.service.command.CommandSession;

/** A session that is attached from another process: it may go while the node stays. */
public interface Guest {
  /** The session's variable that holds it. */
  String VARIABLE = ".patchbay.guest";

  /** Ends the session once the command at hand is done. */
  void leave();

  /** Does this when the session has ended and its client has its answer. */
  void afterwards(Runnable task);

  /** The guest whose session this is; null in the node's own terminal. */
  static Guest of(CommandSession session) {
    return session.get(VARIABLE) instanceof Guest guest ? guest : null;
  }
}
