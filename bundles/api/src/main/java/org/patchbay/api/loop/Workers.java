package org.patchbay.api.loop;

import java.util.concurrent.Callable;
import org.osgi.annotation.versioning.ProviderType;

/** Threads for what must not run on the node loop: disk, hashing of blocks, name look-ups. */
@ProviderType
public interface Workers {
  /**
   * Runs {@code work} on a worker thread and answers on the node loop.
   *
   * <p>Tasks of the same {@code lane} run one after the other in the order of their calls;
   * different lanes run beside each other. An exception of the work reaches {@link Answer#failed}.
   *
   * @param lane a short constant name, for example {@code "chain"}
   */
  <T> void run(String lane, Callable<? extends T> work, Answer<? super T> answer);

  /** Receives the outcome on the node loop. */
  interface Answer<T> {
    /** The work returned. */
    void done(T result);

    /** The work threw. */
    void failed(Exception cause);
  }
}
