package org.patchbay.api.record;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes down what policies are asked, beside the node loop. One recording at a time. From any
 * thread but the node loop.
 */
@ProviderType
public interface Recorder {
  /**
   * Begins a recording in the folder {@code recordings} of the data folder.
   *
   * @param slots as {@code Node.Slot.name}; none for all
   * @param name of the file; empty for one of the time
   * @param maxBytes that it may take: beyond it the oldest quarter goes
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   * @throws IllegalStateException when one runs, or the disk refuses
   */
  Recording start(Collection<String> slots, String name, long maxBytes);

  /**
   * Ends the recording that runs.
   *
   * @return it, when all is written
   * @throws IllegalStateException when none runs
   */
  Recording stop();

  /** The recording that runs, or the last one of this run of the node. */
  Optional<Recording> last();

  /**
   * A recording at one moment. Immutable.
   *
   * @param file that is written; {@code .1} and so on beside it are older parts
   * @param slots whose questions are written
   * @param begun when it began
   * @param questions written so far
   * @param missed questions that were too many or too large
   * @param bytes of all parts on the disk
   * @param maxBytes that it may take
   * @param state {@code running}, {@code ended}, or what ended it
   */
  record Recording(
      Path file,
      List<String> slots,
      Instant begun,
      long questions,
      long missed,
      long bytes,
      long maxBytes,
      String state) {}
}
