package org.patchbay.it.plugin;

/** A policy that notes its first call, and every call after its bundle has stopped. */
public abstract class Late implements AutoCloseable {
  /** Names the system property that counts calls after the end; shared with the test. */
  public static final String LATE = "patchbay.it.late";

  /** With a class's name: the system property with the time of its first call. */
  public static final String FIRST = "patchbay.it.first.";

  private volatile boolean closed;
  private volatile boolean answered;

  /** Each answer begins with it. */
  protected final void called() {
    if (closed) {
      System.setProperty(LATE, String.valueOf(Integer.getInteger(LATE, 0) + 1));
    }
    if (!answered) {
      answered = true;
      System.setProperty(FIRST + getClass().getSimpleName(), String.valueOf(System.nanoTime()));
    }
  }

  @Override
  public final void close() {
    closed = true;
  }
}
