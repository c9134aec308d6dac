package org.patchbay.shell.attach;

/** What goes on with one client. {@link #run} on a thread of its own, the rest from another one. */
interface Conversation {
  /** Nothing is wrong. */
  int DONE = 0;

  /** A command could not be done. */
  int FAILED = 1;

  /** A command was asked wrongly, or is not there. */
  int MISUSED = 2;

  /** Does what was asked; answers the exit code. */
  int run();

  /** What was put off until the client has its exit code. */
  void afterwards();

  /** Bytes from the client's keyboard. */
  void typed(byte[] bytes);

  /** The client presses Ctrl-C. */
  void interrupt();

  /** The client's window has another size. */
  void resize(int columns, int rows);

  /** No more will be typed. */
  void end();

  /** The client is gone: what runs for it is interrupted. */
  void hangUp();
}
