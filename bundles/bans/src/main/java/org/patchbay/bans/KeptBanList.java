package org.patchbay.bans;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.bans.Bans;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bans in {@code banlist.json} of the data folder. Thread-safe: changes follow one another on a
 * worker, and each is on disk before it is in force.
 */
@Component(
    name = "patchbay.bans",
    service = {BanList.class, KeptBanList.class})
public final class KeptBanList implements BanList {
  private static final Logger LOG = LoggerFactory.getLogger(KeptBanList.class);
  private static final String LANE = "bans";

  /** Damaged files that are kept at a time. */
  private static final int MOST_ASIDE = 10;

  private final Loop loop;
  private final Workers workers;
  private final Path file;
  private final List<Consumer<? super Bans>> followers = new CopyOnWriteArrayList<>();
  private volatile Held held;

  /** Two origins may ban the same, and each takes back its own. */
  private record Key(BanTarget target, String origin) {
    static Key of(Ban ban) {
      return new Key(ban.target(), ban.origin());
    }
  }

  /** What stands on disk and is in force. Immutable. */
  private record Held(Map<Key, Ban> bans, BanIndex index) {
    static Held of(Map<Key, Ban> bans) {
      return new Held(bans, new BanIndex(bans.values()));
    }
  }

  /**
   * The bans of a node's folder. A file that cannot be understood is moved to {@code
   * banlist.json.corrupt}, with a number where there is one already, and named in the log and by
   * {@link BansCheck}.
   *
   * @throws IOException when the disk fails
   */
  @Activate
  public KeptBanList(
      @Reference Loop loop, @Reference Workers workers, @Reference Environment environment)
      throws IOException {
    this.loop = loop;
    this.workers = workers;
    this.file = environment.dataFolder().resolve("banlist.json");
    this.held = Held.of(byKey(read()));
  }

  private List<Ban> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return BanFile.read(file, "file");
    } catch (IOException flaw) {
      Path aside = freeAside();
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error(
          "bans cannot be read ({}); the file is now {} and nobody is banned by it",
          flaw.getMessage(),
          aside);
      return List.of();
    }
  }

  private Path aside(int number) {
    return file.resolveSibling(file.getFileName() + ".corrupt" + (number == 0 ? "" : "." + number));
  }

  /** The first name that is free; of too many the last one is given up. */
  private Path freeAside() {
    int number = 0;
    while (number < MOST_ASIDE - 1 && Files.exists(aside(number))) {
      number++;
    }
    return aside(number);
  }

  /** Damaged files that still lie there. Looks at the disk. */
  List<String> setAside() {
    return IntStream.range(0, MOST_ASIDE)
        .mapToObj(this::aside)
        .filter(Files::exists)
        .map(each -> each.getFileName().toString())
        .toList();
  }

  private static Map<Key, Ban> byKey(Collection<Ban> bans) {
    Map<Key, Ban> map = new LinkedHashMap<>();
    bans.forEach(ban -> map.put(Key.of(ban), ban));
    return map;
  }

  private long now() {
    return loop.wallTime().getEpochSecond();
  }

  @Override
  public Bans inForce() {
    return held.index;
  }

  @Override
  public List<Ban> all() {
    long now = now();
    return held.bans.values().stream().filter(ban -> ban.holds(now)).toList();
  }

  @Override
  public CompletionStage<Void> add(Collection<Ban> bans) {
    List<Ban> added = List.copyOf(bans);
    return change(
        () -> {
          store(added);
          added.forEach(
              ban ->
                  LOG.debug(
                      "banned {} until {}: {}",
                      HiddenAddress.of(ban.target()),
                      ban.until(),
                      ban.reason()));
          return null;
        });
  }

  @Override
  public CompletionStage<List<Ban>> remove(Predicate<Ban> which) {
    return change(
        () -> {
          Map<Key, Ban> left = holding();
          List<Ban> gone = left.values().stream().filter(which).toList();
          gone.forEach(ban -> left.remove(Key.of(ban)));
          keep(left);
          gone.forEach(ban -> LOG.debug("banned no longer: {}", HiddenAddress.of(ban.target())));
          return gone;
        });
  }

  @Override
  public CompletionStage<Integer> importFrom(Path source, String origin) {
    return change(
        () -> {
          long now = now();
          List<Ban> hold =
              BanFile.read(source, String.valueOf(source.getFileName())).stream()
                  .filter(ban -> ban.holds(now))
                  .map(ban -> origin.isEmpty() ? ban : ban.from(origin))
                  .toList();
          store(hold);
          return hold.size();
        });
  }

  @Override
  public CompletionStage<Integer> exportTo(Path target) {
    return change(
        () -> {
          // The longest last: of one target Bitcoin Core takes the last.
          List<Ban> all = all().stream().sorted(Comparator.comparingLong(Ban::until)).toList();
          try {
            Files.write(target, BanFile.format(all), StandardOpenOption.CREATE_NEW);
          } catch (FileAlreadyExistsException cause) {
            throw new IOException(target + " is there already and is left as it is", cause);
          } catch (IOException cause) {
            throw new IOException("bans cannot be written: " + cause, cause);
          }
          return all.size();
        });
  }

  private void store(List<Ban> added) throws IOException {
    Map<Key, Ban> all = holding();
    added.forEach(ban -> all.put(Key.of(ban), ban));
    if (all.size() > MAX) {
      throw new IllegalArgumentException(all.size() + " bans (max " + MAX + ")");
    }
    keep(all);
  }

  /** A copy of what has not expired. */
  private Map<Key, Ban> holding() {
    return byKey(all());
  }

  private void keep(Map<Key, Ban> bans) throws IOException {
    BanFile.replace(file, new ArrayList<>(bans.values()));
    held = Held.of(bans);
  }

  private <T> CompletionStage<T> change(Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    workers.run(
        LANE,
        work,
        new Workers.Answer<T>() {
          @Override
          public void done(T result) {
            followers.forEach(follower -> follower.accept(held.index));
            answer.complete(result);
          }

          @Override
          public void failed(Exception cause) {
            answer.completeExceptionally(cause);
          }
        });
    return answer;
  }

  @Override
  public Cancellable follow(Consumer<? super Bans> listener) {
    followers.add(listener);
    loop.execute(() -> listener.accept(held.index));
    return () -> followers.remove(listener);
  }
}
