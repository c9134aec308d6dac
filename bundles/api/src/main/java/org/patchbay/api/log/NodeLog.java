package org.patchbay.api.log;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the node writes to its log. The one place where that is switched: the shell and RPC show and
 * change the same. A change holds until the next one, the next edit of {@code categories} or {@code
 * exclude} of {@code patchbay.logs}, or the end of the node. From any thread.
 */
@ProviderType
public interface NodeLog {
  /** The categories that there are, by name. */
  List<Category> categories();

  /**
   * Begins or ends to write a category in detail.
   *
   * @param category its name; {@code all}, {@code 1} or nothing for all
   * @throws IllegalArgumentException when there is none of that name; it says so, and why where
   *     Bitcoin Core has one
   */
  void detail(String category, boolean on);

  /** Peers whose lines are written in detail whatever their category, by id. */
  List<Long> peers();

  /**
   * Begins or ends to write all lines about one peer in detail; it ends with the peer.
   *
   * @throws IllegalArgumentException when there is no such peer
   * @throws IllegalStateException when as many are followed as may be
   */
  void follow(long peer, boolean on);

  /** How it is written now. */
  Status status();

  /**
   * Sets the file aside and begins a new one; the oldest of those set aside may go.
   *
   * @throws IOException when that fails, or nothing is written to a file; what was written stays
   */
  void rotate() throws IOException;

  /**
   * A category. Immutable.
   *
   * @param core whether Bitcoin Core has one of that name
   * @param on whether it is written in detail
   * @param loggers whose lines it has, with those beneath them
   */
  record Category(String name, boolean core, boolean on, List<String> loggers) {
    /** Copies. */
    public Category {
      loggers = List.copyOf(loggers);
    }
  }

  /**
   * How the log is written. Immutable.
   *
   * @param file path of the file; empty for none
   * @param bytes in it
   * @param maxBytes after which it is set aside
   * @param kept files that were set aside and are kept
   * @param format {@code text} or {@code json}
   * @param addresses whether addresses of peers are named
   * @param held lines held back since the start, because their like had been written too often
   * @param trouble why lines do not reach the file; empty when they do
   */
  record Status(
      String file,
      long bytes,
      long maxBytes,
      int kept,
      String format,
      boolean addresses,
      long held,
      String trouble) {}
}
