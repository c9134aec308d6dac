package org.patchbay.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.api.log.NodeLog;
import org.patchbay.api.node.Node;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.slf4j.LoggerFactory;

/**
 * Takes the log over from the launcher, and switches what it says. Levels of loggers are the one
 * place where it is kept what is written in detail. Guarded by itself; what a line needs is not.
 */
@Component(name = "patchbay.logs", immediate = true)
@Designate(ocd = LogsConfig.class)
public final class NodeLogs implements NodeLog {
  /** The launcher's appender, which hands lines over to whoever asks. */
  private static final String EARLY = "patchbay.early";

  private static final long MEGABYTE = 1 << 20;

  private final LoggerContext context;
  private final Path folder;
  private final Function<Observer, Runnable> observing;
  private final Followed followed;
  private final Outlet outlet;
  private final Runnable letGo;
  private LogsConfig config;
  private Runnable farewell = () -> {};

  /** Whose peers are followed. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Node node;

  /** The log of the node in whose folder the file is. */
  @Activate
  public NodeLogs(BundleContext bundles, LogsConfig config) {
    this(
        (LoggerContext) LoggerFactory.getILoggerFactory(),
        Path.of(Objects.requireNonNullElse(bundles.getProperty("patchbay.folder"), ".")),
        new Screen(System.out, System.err),
        observer -> bundles.registerService(Observer.class, observer, null)::unregister,
        config);
  }

  /**
   * A log.
   *
   * @param observing has an observer told what happens; answers what ends that
   */
  NodeLogs(
      LoggerContext context,
      Path folder,
      Screen screen,
      Function<Observer, Runnable> observing,
      LogsConfig config) {
    this.context = context;
    this.folder = folder;
    this.observing = observing;
    followed = new Followed(context);
    outlet = new Outlet(screen);
    configure(config);
    letGo = takeOver();
  }

  /** Lines of a log that the launcher does not hand over are written as it was configured. */
  private Runnable takeOver() {
    Appender<ILoggingEvent> early =
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(EARLY);
    if (!(early instanceof Consumer<?> giver)) {
      return () -> {};
    }
    @SuppressWarnings("unchecked")
    Consumer<Consumer<ILoggingEvent>> lines = (Consumer<Consumer<ILoggingEvent>>) giver;
    lines.accept(outlet);
    return () -> lines.accept(null);
  }

  /** Follows the configuration; what was switched since stays where that did not change. */
  @Modified
  public synchronized void configure(LogsConfig now) {
    LogsConfig before = config;
    config = now;
    outlet.limit(now.repeat_lines(), now.repeat_seconds() * 1_000L);
    outlet.set(
        file(now),
        LineFormat.of(now.format(), LineFormat.Times.named(now.times())),
        now.addresses(),
        Screen.Shown.named(now.screen()));
    if (before == null
        || !Arrays.equals(before.categories(), now.categories())
        || !Arrays.equals(before.exclude(), now.exclude())) {
      Set<String> on = named(now.categories());
      on.removeAll(named(now.exclude()));
      Categories.all().keySet().forEach(each -> set(each, on.contains(each)));
    }
  }

  private static Set<String> named(String... words) {
    Set<String> names = new TreeSet<>();
    for (String word : words) {
      if (!word.isBlank()) {
        names.addAll(Categories.named(word.strip()));
      }
    }
    return names;
  }

  private LogFile file(LogsConfig now) {
    if (now.file().isBlank()) {
      return null;
    }
    Path path = folder.resolve(now.file().strip());
    LogFile file =
        outlet
            .file()
            .filter(each -> each.path().equals(path))
            .orElseGet(() -> new LogFile(path, now.file_megabytes() * MEGABYTE, now.file_keep()));
    file.bound(now.file_megabytes() * MEGABYTE, now.file_keep());
    return file;
  }

  /** Gives the log back. */
  @Deactivate
  public synchronized void stop() {
    unfollow();
    letGo.run();
    outlet.close();
  }

  @Override
  public List<Category> categories() {
    return Categories.all().entrySet().stream().map(this::category).toList();
  }

  private Category category(Map.Entry<String, List<String>> each) {
    boolean on =
        each.getValue().stream().allMatch(logger -> context.getLogger(logger).isDebugEnabled());
    return new Category(each.getKey(), Categories.core(each.getKey()), on, each.getValue());
  }

  @Override
  public void detail(String category, boolean on) {
    Categories.named(category).forEach(each -> set(each, on));
  }

  private void set(String category, boolean on) {
    for (String name : Categories.all().get(category)) {
      Logger logger = context.getLogger(name);
      logger.setLevel(on ? Level.DEBUG : null);
    }
  }

  @Override
  public List<Long> peers() {
    return followed.peers();
  }

  @Override
  public synchronized void follow(long peer, boolean on) {
    try {
      if (on) {
        begin(peer);
      } else if (!followed.remove(peer)) {
        throw new IllegalArgumentException("peer " + peer + " is not followed");
      }
    } finally {
      if (!followed.any()) {
        unfollow();
      }
    }
  }

  /** In this order: one that ends in between is found to be gone by one of both. */
  private void begin(long peer) {
    if (!followed.any()) {
      farewell.run();
      farewell = observing.apply(new Farewell());
    }
    try {
      followed.add(peer);
    } finally {
      Node now = node;
      if (now == null || now.peer(peer).isEmpty()) {
        followed.remove(peer);
      }
    }
    if (!followed.peers().contains(peer)) {
      throw new IllegalArgumentException("no peer " + peer + " is connected");
    }
  }

  private void unfollow() {
    followed.clear();
    farewell.run();
    farewell = () -> {};
  }

  /** Stops following peers that are gone; not there until one is followed. */
  private final class Farewell implements Observer {
    @Override
    public void ended(PeerView peer, CloseReason reason) {
      followed.remove(peer.id());
    }
  }

  @Override
  public Status status() {
    LogFile file = outlet.file().orElse(null);
    LogsConfig now;
    synchronized (this) {
      now = config;
    }
    return new Status(
        file == null ? "" : file.path().toString(),
        file == null ? 0 : file.bytes(),
        file == null ? 0 : file.maxBytes(),
        file == null ? 0 : file.kept(),
        now.format(),
        now.addresses(),
        outlet.held(),
        file == null ? "" : file.trouble());
  }

  @Override
  public void rotate() throws IOException {
    outlet.rotate();
  }
}
