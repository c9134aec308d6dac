package org.patchbay.shell;

/** How something waits between two looks. */
interface Pause {
  void millis(long millis) throws InterruptedException;
}
