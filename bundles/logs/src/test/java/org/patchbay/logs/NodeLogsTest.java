package org.patchbay.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.log.NodeLog;
import org.patchbay.api.log.PeerTag;
import org.patchbay.api.node.Node;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;

class NodeLogsTest {
  private static final PeerTag TWELVE = new PeerTag(12, "1.2.3.4:8333");
  private static final PeerTag THIRTEEN = new PeerTag(13, "1.2.3.5:8333");

  @TempDir private Path folder;
  private final LoggerContext context = new LoggerContext();
  private final Launcher launcher = new Launcher();
  private final Logger engine = context.getLogger("org.patchbay.engine.PeerLines");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, Object> config = new HashMap<>();
  private final Set<Long> connected = new TreeSet<>(Set.of(12L, 13L));
  private final List<Observer> observers = new ArrayList<>();
  private NodeLogs log;

  @BeforeEach
  void start() {
    launcher.setContext(context);
    launcher.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(launcher);
    config.put("times", "none");
  }

  private void take() {
    log =
        new NodeLogs(
            context,
            folder,
            new Screen(new PrintStream(out), new PrintStream(err)),
            observer -> {
              observers.add(observer);
              return () -> observers.remove(observer);
            },
            config());
    log.node = node();
  }

  @Test
  void whatWasLoggedBeforeIsWrittenFirst() throws IOException {
    engine.info("before");
    take();
    engine.info("after");
    engine.debug("in detail");
    assertEquals(List.of("before", "after"), texts());
    assertTrue(lines().get(0).startsWith("INFO  [net] engine.PeerLines ("), lines().get(0));
  }

  @Test
  void aCategoryIsSwitchedForItsBundles() throws IOException {
    take();
    log.detail("net", true);
    engine.debug("one");
    context.getLogger("org.patchbay.chain.Ledger").debug("of another category");
    log.detail("net", false);
    engine.debug("two");
    assertEquals(List.of("one"), texts());
    assertThrows(IllegalArgumentException.class, () -> log.detail("leveldb", true));
  }

  @Test
  void theConfigurationSaysWhatAStartIsWithAndAChangeOfItCounts() {
    config.put("categories", new String[] {"all"});
    config.put("exclude", new String[] {"tor"});
    take();
    assertTrue(on("net"));
    assertFalse(on("tor"));
    log.detail("tor", true);
    config.put("format", "json");
    log.configure(config());
    assertTrue(on("tor"), "an edit of another key leaves it");
    config.put("categories", new String[] {""});
    log.configure(config());
    assertFalse(on("rpc"), "nothing is none, and not all");
    config.put("categories", new String[] {"rpc"});
    log.configure(config());
    assertFalse(on("net"));
    assertFalse(on("tor"));
    assertTrue(on("rpc"));
  }

  @Test
  void onePeerIsFollowedUntilItIsGone() throws IOException {
    take();
    assertEquals(0, context.getTurboFilterList().size(), "nobody pays");
    log.follow(12, true);
    assertTrue(engine.isDebugEnabled(TWELVE));
    assertFalse(engine.isDebugEnabled(THIRTEEN));
    engine.debug(TWELVE, "sending {}", TWELVE);
    engine.debug(THIRTEEN, "sending {}", THIRTEEN);
    engine.debug("of none");
    assertEquals(List.of("sending peer=12"), texts());
    assertEquals(List.of(12L), log.peers());

    observers.get(0).ended(peer(12), CloseReason.of(CloseReason.Code.REMOTE_CLOSED));
    assertEquals(List.of(), log.peers());
    assertEquals(0, context.getTurboFilterList().size());
    assertFalse(engine.isDebugEnabled(TWELVE));
  }

  @Test
  void noMoreAreFollowedThanMayBeAndNoneThatIsNotThere() {
    take();
    assertEquals(
        "no peer 99 is connected",
        assertThrows(IllegalArgumentException.class, () -> log.follow(99, true)).getMessage());
    assertEquals(List.of(), observers, "nobody watches for nothing");
    for (long id = 100; id < 100 + Followed.MOST; id++) {
      connected.add(id);
      log.follow(id, true);
    }
    assertThrows(IllegalStateException.class, () -> log.follow(12, true));
    assertEquals(Followed.MOST, log.peers().size());
    assertThrows(IllegalArgumentException.class, () -> log.follow(12, false));
    log.peers().forEach(id -> log.follow(id, false));
    assertEquals(List.of(), observers);
  }

  @Test
  void addressesAreNamedOnlyWhereTheOperatorWantsThem() throws IOException {
    take();
    say();
    config.put("addresses", true);
    log.configure(config());
    say();
    assertEquals(
        List.of(
            "to (address): refused: (address), peer=12",
            "to 1.2.3.9:1: refused: /1.2.3.9:1, peer=12, peeraddr=1.2.3.4:8333"),
        texts());
  }

  private void say() {
    engine.info(
        TWELVE,
        "to {}: {}, {}",
        HiddenAddress.of("1.2.3.9:1"),
        HiddenAddress.within("refused: /1.2.3.9:1"),
        TWELVE);
  }

  @Test
  void whatRepeatsIsHeldBackButNotWhatIsAskedFor() throws IOException {
    config.put("repeat.lines", 2);
    config.put("categories", new String[] {"net"});
    take();
    for (int i = 0; i < 5; i++) {
      engine.warn("cannot accept ({} times)", i);
      engine.debug("detail {}", i);
    }
    assertEquals(7, texts().size());
    assertEquals(3, log.status().held());
    assertEquals(2, err.toString().lines().count(), err.toString());
    log.stop();
    assertEquals(
        "3 more lines like this were held back within 60 s, the last: cannot accept (4 times)",
        texts().get(7));
  }

  @Test
  void warningsAreOnTheScreenAndAllWhereItIsWanted() {
    take();
    engine.info("quiet");
    engine.warn("loud\u001b[2J");
    context.getLogger("org.patchbay.health.Watch").warn("health: peers: none");
    assertEquals("WARN  PeerLines: loud\\x1b[2J\n", err.toString());
    config.put("screen", "all");
    log.configure(config());
    engine.info("quiet");
    assertTrue(out.toString().endsWith("): quiet\n"), out.toString());
    config.put("screen", "none");
    log.configure(config());
    engine.warn("unseen");
    assertEquals(1, out.toString().lines().count());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void theFileIsSetAsideOnRequestAndMayBeAnother() throws IOException {
    take();
    engine.info("one");
    log.rotate();
    engine.info("two");
    assertEquals(List.of("two"), texts());
    assertTrue(Files.exists(folder.resolve("log/patchbay.log.1")));
    config.put("file", "elsewhere.log");
    log.configure(config());
    engine.info("three");
    assertEquals(List.of("two"), texts());
    assertTrue(Files.readString(folder.resolve("elsewhere.log")).contains("three"));
    config.put("file", "");
    log.configure(config());
    engine.info("four");
    assertEquals(
        "the log goes to no file: file of patchbay.logs is empty",
        assertThrows(IOException.class, log::rotate).getMessage());
    assertEquals("", log.status().file());
  }

  private boolean on(String name) {
    return log.categories().stream()
        .filter(each -> each.name().equals(name))
        .map(NodeLog.Category::on)
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("log/patchbay.log"));
  }

  private List<String> texts() throws IOException {
    return lines().stream().map(line -> line.replaceFirst(".*?\\): ", "")).toList();
  }

  private LogsConfig config() {
    Map<String, Object> values = Map.copyOf(config);
    return (LogsConfig)
        Proxy.newProxyInstance(
            LogsConfig.class.getClassLoader(),
            new Class<?>[] {LogsConfig.class},
            (proxy, method, arguments) -> {
              Object value = values.get(method.getName().replace('_', '.'));
              return value == null ? method.getDefaultValue() : value;
            });
  }

  private Node node() {
    return (Node)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, arguments) ->
                connected.contains((Long) arguments[0])
                    ? Optional.of(peer((Long) arguments[0]))
                    : Optional.empty());
  }

  private static PeerView peer(long id) {
    return (PeerView)
        Proxy.newProxyInstance(
            PeerView.class.getClassLoader(),
            new Class<?>[] {PeerView.class},
            (proxy, method, arguments) -> id);
  }

  /** What the launcher's appender does. */
  private static final class Launcher extends AppenderBase<ILoggingEvent>
      implements Consumer<Consumer<ILoggingEvent>> {
    private final List<ILoggingEvent> kept = new ArrayList<>();
    private Consumer<ILoggingEvent> taker = kept::add;

    Launcher() {
      setName("patchbay.early");
    }

    @Override
    protected void append(ILoggingEvent event) {
      taker.accept(event);
    }

    @Override
    public void accept(Consumer<ILoggingEvent> next) {
      taker = next == null ? event -> {} : next;
      kept.forEach(taker);
      kept.clear();
    }
  }
}
