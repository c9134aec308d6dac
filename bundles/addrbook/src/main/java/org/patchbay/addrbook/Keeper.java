package org.patchbay.addrbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.patchbay.addrbook.AddressFile.Content;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a book from its file and back, and under the groups of an ASMap. Confined to the node
 * loop, except {@link #writeLast}.
 *
 * <p>Rule: nothing is written until all that was in the file stands in the book again. Entries are
 * placed a few hundred at a turn, since each costs some hashing.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final String LANE = "addrbook";
  private static final int AT_A_TURN = 250;

  private final Loop loop;
  private final Workers workers;
  private final BucketAddressBook book;
  private final Groups ungrouped;
  private final AddressFile file;
  private final Path folder;
  private final Supplier<Duration> saveEvery;
  private volatile byte[] map = new byte[Content.MAP];
  private volatile boolean whole;
  private volatile boolean stopped;
  private String mapName = "";
  private String wanted = "";
  private long written;

  /** What a file held, and an ASMap; either may be null. */
  private record Read(Content content, AsMap map) {}

  Keeper(
      Loop loop,
      Workers workers,
      BucketAddressBook book,
      AddressFile file,
      Path folder,
      Supplier<Duration> saveEvery) {
    this.loop = loop;
    this.workers = workers;
    this.book = book;
    this.ungrouped = book.buckets().groups();
    this.file = file;
    this.folder = folder;
    this.saveEvery = saveEvery;
  }

  /** The ASMap in use; empty for none. */
  String mapName() {
    return mapName;
  }

  /** Reads all, then calls {@code then}. */
  void load(String asmap, Runnable then) {
    wanted = asmap;
    workers.run(
        LANE,
        () -> new Read(file.read(), readMap(asmap)),
        answer(
            read -> {
              Content content = read.content;
              use(read.map, asmap);
              List<Kept> all = new ArrayList<>();
              boolean same = content.key() != null && Arrays.equals(map, content.map());
              content.entries().forEach(kept -> all.add(same ? kept : kept.displaced()));
              byte[] key = content.key() == null ? book.buckets().key() : content.key();
              List<Kept> before = book.arrange(new Buckets(key, groups(read.map)));
              all.addAll(before);
              restore(
                  all,
                  stored -> {
                    if (same && before.isEmpty()) {
                      written = book.changes();
                    }
                    then.run();
                    complete(asmap);
                    saveLater();
                  });
            },
            cause -> {
              LOG.warn("addresses cannot be read, and are not written either: {}", cause);
              then.run();
            }));
  }

  /** Groups by another map, or by none; a map that cannot be used leaves all as it is. */
  void regroup(String asmap) {
    wanted = asmap;
    if (!whole || asmap.equals(mapName)) {
      return;
    }
    workers.run(
        LANE,
        () -> new Read(null, readMapOrThrow(asmap)),
        answer(
            read -> {
              if (!whole || stopped) {
                return;
              }
              whole = false;
              use(read.map, asmap);
              List<Kept> all = book.arrange(new Buckets(book.buckets().key(), groups(read.map)));
              restore(all, stored -> complete(asmap));
            },
            cause -> LOG.warn("{}; addresses stay grouped as they are", cause)));
  }

  /** All stands again; perhaps another map was asked for meanwhile. */
  private void complete(String asmap) {
    whole = !stopped;
    if (!wanted.equals(asmap)) {
      regroup(wanted);
    }
  }

  private void use(AsMap read, String asmap) {
    mapName = read == null ? "" : asmap;
    map = read == null ? new byte[Content.MAP] : read.fingerprint();
  }

  private Groups groups(AsMap map) {
    return map == null ? ungrouped : new AsGroups(map, ungrouped);
  }

  private AsMap readMap(String asmap) {
    try {
      return readMapOrThrow(asmap);
    } catch (IOException cause) {
      LOG.warn("{}; addresses are grouped by their leading bits", cause.getMessage());
      return null;
    }
  }

  private AsMap readMapOrThrow(String asmap) throws IOException {
    if (asmap.isEmpty()) {
      return null;
    }
    Path path = folder.resolve(asmap);
    try {
      long length = Files.size(path);
      if (length > AsMap.MAX_BYTES) {
        throw new MalformedException("length " + length + " (max " + AsMap.MAX_BYTES + ")");
      }
      return AsMap.of(Files.readAllBytes(path));
    } catch (MalformedException flaw) {
      throw new IOException("asmap " + path + " is not used: " + flaw.getMessage(), flaw);
    } catch (IOException cause) {
      throw new IOException("asmap " + path + " is not used: " + cause, cause);
    }
  }

  /** Places entries, a few at a turn, then tells how many found a place. */
  void restore(List<Kept> all, IntConsumer then) {
    restore(all, 0, 0, then);
  }

  private void restore(List<Kept> all, int from, int stored, IntConsumer then) {
    int end = Math.min(all.size(), from + AT_A_TURN);
    int more = (int) all.subList(from, end).stream().filter(book::restore).count();
    if (end == all.size()) {
      then.accept(stored + more);
    } else {
      loop.execute(() -> restore(all, end, stored + more, then));
    }
  }

  private void saveLater() {
    loop.after(saveEvery.get(), this::save);
  }

  private void save() {
    long changes = book.changes();
    if (stopped) {
      return;
    }
    if (!whole || changes == written) {
      saveLater();
      return;
    }
    List<Known> all = book.copy();
    byte[] key = book.buckets().key();
    byte[] under = map;
    workers.run(
        LANE,
        () -> {
          file.write(new Content(key, under, all.stream().map(Kept::of).toList()));
          return changes;
        },
        answer(
            saved -> {
              written = saved;
              saveLater();
            },
            cause -> {
              LOG.warn("{}", cause);
              saveLater();
            }));
  }

  /**
   * Writes what is not yet written, on the caller's thread, which is not the loop's. A book that is
   * being arranged anew meanwhile is not written: the file has what it was.
   */
  void writeLast() {
    stopped = true;
    if (!whole) {
      return;
    }
    Content content = new Content(book.buckets().key(), map, book.kept());
    if (whole) {
      try {
        file.writeLast(content);
      } catch (IOException cause) {
        LOG.warn("{}", cause.getMessage());
      }
    }
  }

  private static <T> Workers.Answer<T> answer(Consumer<T> done, Consumer<String> failed) {
    return new Workers.Answer<>() {
      @Override
      public void done(T result) {
        done.accept(result);
      }

      @Override
      public void failed(Exception cause) {
        failed.accept(cause.getMessage() == null ? cause.toString() : cause.getMessage());
      }
    };
  }
}
