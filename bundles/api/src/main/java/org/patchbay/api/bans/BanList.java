package org.patchbay.api.bans;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.loop.Cancellable;

/**
 * The bans of this node, kept on disk. From any thread; what changes is on disk when the answer
 * comes, and in force at once.
 */
@ProviderType
public interface BanList {
  /** Bans at most. */
  int MAX = 200_000;

  /** What is in force now. */
  Bans inForce();

  /** All bans that hold, the oldest first. */
  List<Ban> all();

  /**
   * Adds bans; one of the same target and origin is replaced.
   *
   * @return exceptionally with an {@link IllegalArgumentException} beyond {@link #MAX}, with an
   *     {@link java.io.IOException} when the disk fails, and then nothing changed
   */
  CompletionStage<Void> add(Collection<Ban> bans);

  /** Removes bans; answers those that were. */
  CompletionStage<List<Ban>> remove(Predicate<Ban> which);

  /**
   * Reads bans of a file: as {@link #exportTo} writes them, or Bitcoin Core's banlist.json. All of
   * a file that cannot be understood is left out.
   *
   * @param origin of all of them; empty for what each names, or else the file's name
   * @return how many; exceptionally with an {@link java.io.IOException} that names the file and the
   *     line where it is wrong
   */
  CompletionStage<Integer> importFrom(Path file, String origin);

  /**
   * Writes all bans to a file that is not there yet, in the form of Bitcoin Core's banlist.json
   * with reason and origin besides; Bitcoin Core passes over what it does not know.
   *
   * @return how many; exceptionally with an {@link java.io.IOException} that names the file
   */
  CompletionStage<Integer> exportTo(Path file);

  /** Tells, on the node loop, of what is in force: now, and after each change. */
  Cancellable follow(Consumer<? super Bans> listener);
}
