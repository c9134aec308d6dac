package org.patchbay.api.node;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The configuration of the running node, as files and as values in force. From any thread. */
@ProviderType
public interface Settings {
  /** Every known key of every component with its value in force. */
  List<Entry> entries();

  /**
   * Writes one key to its file in {@code config/}, atomically, after checking it; the change is in
   * force soon after.
   *
   * @param pid for example {@code patchbay.engine}
   * @throws IllegalArgumentException naming file, key, value and what is allowed
   */
  void set(String pid, String key, String value);

  /** Removes one key from its file, so that the default holds again. */
  void reset(String pid, String key);

  /** What was refused and still stands so in a file or in {@code deploy/}, one line each. */
  List<String> refusals();

  /** One key. */
  @ProviderType
  interface Entry {
    /** Component. */
    String pid();

    /** Key. */
    String key();

    /** Value in force. */
    String value();

    /**
     * {@code default}, {@code feature}, {@code file}, {@code command line}; of one of Bitcoin
     * Core's options its place, as {@code bitcoin.conf:12} or {@code command line: -proxy}.
     */
    String origin();

    /** One sentence on what it does. */
    String description();
  }
}
