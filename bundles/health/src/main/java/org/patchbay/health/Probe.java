package org.patchbay.health;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.NetworkClass;

/**
 * Looks at what may take long, on a worker: room on the disk each time, and once a minute whether a
 * small file can be written and which addresses are known. Confined to the node loop, but for what
 * is static.
 */
final class Probe implements Workers.Answer<Probe.Seen> {
  static final String FILE = "health-probe.tmp";
  private static final String LANE = "health-probe";
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Loop loop;
  private final Workers workers;
  private final Path folder;
  private Room room;
  private String unwritten = "";
  private Map<NetworkClass, Integer> known;
  private long begunAt = -1;
  private long thoroughAt = -1;

  /**
   * A probe that has seen nothing.
   *
   * @param folder whose disk is looked at
   */
  Probe(Loop loop, Workers workers, Path folder) {
    this.loop = loop;
    this.workers = workers;
    this.folder = folder;
  }

  private record Room(long usable, long total, String trouble) implements Vitals.Disk {}

  private record Known(Set<NetworkClass> reachable, Map<NetworkClass, Integer> known)
      implements Vitals.Addresses {}

  /**
   * What one look saw.
   *
   * @param unwritten why a small file cannot be written; null where that was not tried
   * @param known null where addresses were not counted
   */
  record Seen(Room room, String unwritten, Map<NetworkClass, Integer> known) {}

  /** Begins a look, unless one is under way. */
  void look(AddressBook bookOrNull) {
    if (begunAt >= 0) {
      return;
    }
    begunAt = loop.now();
    boolean thorough = thoroughAt < 0 || begunAt - thoroughAt >= MINUTE;
    thoroughAt = thorough ? begunAt : thoroughAt;
    workers.run(
        LANE,
        () ->
            new Seen(
                measure(folder),
                thorough ? write(folder) : null,
                thorough && bookOrNull != null ? count(bookOrNull) : null),
        this);
  }

  @Override
  public void done(Seen seen) {
    begunAt = -1;
    room = seen.room;
    unwritten = seen.unwritten == null ? unwritten : seen.unwritten;
    known = seen.known == null ? known : seen.known;
  }

  @Override
  public void failed(Exception cause) {
    begunAt = -1;
    room = new Room(0, 0, oneLine(cause));
  }

  /** The disk as it was last seen; when no look came back for a minute, that is its trouble. */
  Optional<Vitals.Disk> disk() {
    long waiting = begunAt < 0 ? 0 : loop.now() - begunAt;
    if (waiting >= MINUTE) {
      String late = "no answer from " + folder + " for " + waiting / 1_000_000_000 + " s";
      return Optional.of(new Room(0, 0, late));
    }
    return Optional.ofNullable(room)
        .map(last -> last.trouble.isEmpty() ? new Room(last.usable, last.total, unwritten) : last);
  }

  /** Which addresses there were when they were last counted. */
  Optional<Vitals.Addresses> addresses(Set<NetworkClass> reachable) {
    return Optional.ofNullable(known).map(counts -> new Known(Set.copyOf(reachable), counts));
  }

  private static Room measure(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return new Room(store.getUsableSpace(), store.getTotalSpace(), "");
    } catch (IOException e) {
      return new Room(0, 0, oneLine(e));
    }
  }

  private static String write(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Files.write(file, new byte[4_096]);
      Files.delete(file);
      return "";
    } catch (IOException e) {
      return oneLine(e);
    }
  }

  private static Map<NetworkClass, Integer> count(AddressBook book) {
    Map<NetworkClass, Integer> counts = new EnumMap<>(NetworkClass.class);
    for (AddressRecord each : book.snapshot()) {
      counts.merge(each.entry().address().network(), 1, Integer::sum);
    }
    return counts;
  }

  private static String oneLine(Exception cause) {
    return cause.toString().replaceAll("\\R", " ");
  }
}
