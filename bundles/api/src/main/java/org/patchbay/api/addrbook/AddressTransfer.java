package org.patchbay.api.addrbook;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Brings addresses in from files and out to them. From any thread. */
@ProviderType
public interface AddressTransfer {
  /**
   * What came of a file.
   *
   * @param format what the file was
   * @param found addresses in it
   * @param stored how many of them were not known and found a place
   */
  record Imported(String format, int found, int stored) {}

  /**
   * Adds the addresses of a file, for example of Bitcoin Core's peers.dat. All of a file that
   * cannot be understood is left out.
   *
   * @return completed on the node loop; exceptionally with an {@link java.io.IOException} that
   *     names the file, and the offset where it is damaged
   */
  CompletionStage<Imported> importFrom(Path file);

  /**
   * Writes all addresses as JSON to a file that is not there yet.
   *
   * @return completed on the node loop with how many they are; exceptionally with an {@link
   *     java.io.IOException} that names the file
   */
  CompletionStage<Integer> exportTo(Path file);
}
