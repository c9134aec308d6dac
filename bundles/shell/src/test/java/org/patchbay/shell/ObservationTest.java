package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.metrics.Metrics.Times;
import org.patchbay.api.observe.Observer;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** What operators see of blocks, transactions, propagation, times and health. */
class ObservationTest {
  private static final Hash256 WHERE = new Hash256(1, 2, 3, 4);
  private static final Transaction PAYMENT =
      Transaction.of(
          2,
          List.of(new TxIn(new OutPoint(WHERE, 0), new byte[0], 1)),
          List.of(new TxOut(5_000, new byte[] {0x51})),
          List.of(List.of(new byte[] {0x51})),
          0);

  private final VirtualLoop clock = new VirtualLoop(1);
  private final Parts parts = new Parts();
  private final FakeMetrics metrics = new FakeMetrics();
  private final FakeMempool mempool = new FakeMempool();
  private final FakeBlocks blocks;
  private final CommandSession session;

  private record State(String name, Finding finding, Finding latest, long since, long remedies)
      implements Health.State {}

  ObservationTest() {
    parts.loop = new PromptLoop(clock);
    blocks = new FakeBlocks(parts.loop);
    CommandProcessorImpl processor = new CommandProcessorImpl(new ThreadIOImpl());
    processor.addConverter(new Screen());
    for (Commands group :
        List.of(
            new PeerCommands(parts),
            new ChainCommands(parts),
            new NetCommands(parts),
            new RelayCommands(parts),
            new MempoolCommands(parts),
            new HealthCommands(parts))) {
      processor.addCommand(group.scope(), group);
    }
    session =
        processor.createSession(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream());
  }

  @Test
  void whatIsMissingIsNamedByItsBundle() {
    assertTrue(refusal("relay:recent").contains("org.patchbay.metrics"));
    assertTrue(refusal("relay:show " + WHERE).contains("org.patchbay.metrics"));
    assertTrue(refusal("mempool:list").contains("org.patchbay.mempool"));
    assertTrue(refusal("health:show").contains("org.patchbay.health"));
    assertTrue(refusal("chain:block 0").contains("org.patchbay.chain"));
  }

  /** Six took at most 10 µs, one a minute. */
  private static Times times() {
    List<Long> atMost = new ArrayList<>(Collections.nCopies(Times.BOUNDS.size(), 6L));
    atMost.set(12, 7L);
    atMost.set(13, 7L);
    return new Times(7, 9_000, 1_000, 2_000, 3_000, atMost);
  }

  @Test
  void theTimesOfAMessageTypeAreShownAsAHistogram() throws Exception {
    parts.metrics = metrics;
    metrics.rows.add(new FakeMetrics.Row("tx", 7, 1_400, 0, 0, times(), Times.NONE));
    assertEquals(
        """
        UP TO  QUEUED  HANDLED
        10.0 µs       6        0
         60.0 s       1        0
        """
            .strip(),
        screen("net:times tx").strip());
    assertEquals("no inv was received yet", screen("net:times inv"));
  }

  @Test
  void messagesShowTimesAndWarnings() throws Exception {
    parts.metrics = metrics;
    metrics.rows.add(new FakeMetrics.Row("tx", 7, 1_400, 0, 0, times(), Times.NONE));
    metrics.warnings.add("tx: 12.0 ms in the handler (warning above 10.0 ms)");
    String screen = screen("net:messages");
    assertTrue(screen.startsWith("COMMAND  RECEIVED  BYTES IN  QUEUED P50  QUEUED P99"), screen);
    assertTrue(screen.contains("7   1.40 kB     1.00 µs     2.00 µs     3.00 µs            -"));
    assertTrue(screen.endsWith("tx: 12.0 ms in the handler (warning above 10.0 ms)"), screen);
  }

  @Test
  void aTransactionIsFoundByEitherIdAndItsSpreadIsShown() throws Exception {
    parts.metrics = metrics;
    parts.mempool = mempool;
    Hash256 wtxid = PAYMENT.wtxid();
    metrics.traces.add(new FakeMetrics.Spread(Observer.Item.TRANSACTION, wtxid, 0, 4, 2));
    mempool.entries.add(new FakeMempool.Waiting(PAYMENT, 100, 83, 0, 0));
    clock.advance(Duration.ofSeconds(9));
    String byTxid = screen("relay:show " + PAYMENT.txid());
    assertEquals(byTxid, screen("relay:show " + wtxid));
    assertTrue(byTxid.contains("txid      " + PAYMENT.txid()), byTxid);
    assertTrue(
        byTxid.endsWith(
            """
            PEERS     TOLD    ASKED
                1  1.00 ms  2.00 ms
                2  2.00 ms  4.00 ms
                4  4.00 ms        -"""),
        byTxid);
    String recent = screen("relay:recent 5");
    assertTrue(recent.contains("transaction  " + wtxid + "   9s    1.00 ms     4.00 ms"), recent);
    assertTrue(recent.contains("first inv           p50 1.50 ms, p99 4.00 ms, max 5.00 ms (3)"));
    assertTrue(recent.endsWith("getdata of 4 peers  none yet"), recent);
    assertTrue(refusal("relay:show " + WHERE).startsWith("no record of " + WHERE));
    assertTrue(refusal("relay:show 12").startsWith("hash \"12\": 64 hexadecimal digits"));
  }

  @Test
  void thePoolSaysThatItIsUnvalidated() throws Exception {
    parts.mempool = mempool;
    assertTrue(screen("mempool:list").endsWith("no transactions"));
    mempool.entries.add(new FakeMempool.Waiting(PAYMENT, 166, 83, 1, 0));
    mempool.entries.add(new FakeMempool.Waiting(PAYMENT, 83, 83, 0, 0));
    clock.advance(Duration.ofSeconds(5));
    String screen = screen("mempool:list 1");
    assertTrue(
        screen.startsWith(
            """
            unvalidated (scripts are not checked): 2 transactions, 166 vB, 249 sat in fees
            least fee 1.250 sat/vB, memory 4.56 kB of 300 MB
            TXID"""),
        screen);
    assertTrue(screen.contains(PAYMENT.txid() + "   5s     83  166  2.00          1"), screen);
    assertTrue(screen.endsWith("1 of 2 shown; mempool:list 2"), screen);
    mempool.validated = true;
    assertTrue(screen("mempool:list").startsWith("2 transactions"));
  }

  @Test
  void blocksAreFoundByHeightAndHash() throws Exception {
    List<HeaderView> views = new ArrayList<>(List.of(blocks.tip()));
    for (int i = 0; i < 3; i++) {
      blocks.mine(PAYMENT);
      views.add(blocks.tip());
    }
    parts.chain = new FakeChain(views);
    assertEquals("", field(screen("chain:tip"), "kept").replace("-", ""));
    parts.blocks = blocks;
    Block block = blocks.at(2);
    String page = screen("chain:block 2");
    assertEquals(page, screen("chain:block " + block.header().hash()));
    assertEquals(block.header().hash().toString(), field(page, "hash"));
    assertEquals("" + block.weight(), field(page, "weight"));
    assertEquals("yes", field(page, "connected"));
    assertTrue(page.contains("1  " + PAYMENT.txid()), page);
    assertTrue(screen("chain:block 2 1").endsWith("1 of 2 shown; chain:block 2 2"));
    String tip = screen("chain:tip");
    assertEquals("heights 0 to 3", field(tip, "kept"));
    assertTrue(field(tip, "connected").startsWith("blocks to height 3, " + views.get(3).hash()));
    blocks.disconnect();
    assertTrue(field(screen("chain:tip"), "connected").startsWith("blocks to height 2, "));
    assertEquals("no, beside the active chain", field(screen("chain:block 3"), "connected"));
    blocks.keep(0);
    assertEquals("headers alone", field(screen("chain:tip"), "kept"));
    assertEquals("height 4: 0 to 3 is allowed", refusal("chain:block 4"));
    assertTrue(refusal("chain:block").startsWith("usage: chain:block HEIGHT|HASH [COUNT]"));
  }

  @Test
  void theWorstCheckComesFirst() throws Exception {
    List<Health.State> states =
        List.of(
            new State("peers", Finding.fine("9 peers"), Finding.fine("9 peers"), 0, 0),
            new State("tip", Finding.warning("none for 2 h"), Finding.fine("new tip"), 0, 3));
    parts.health = () -> states;
    clock.advance(Duration.ofSeconds(7));
    assertEquals(
        """
        the node is: warning
        CHECK  STATE    SINCE  REMEDIES  FINDS         LATEST
        tip    warning     7s         3  none for 2 h  ok: new tip
        peers  ok          7s         0  9 peers       -""",
        screen("health:show"));
  }

  @Test
  void peerMetricsShowLatencyJitterAndTime() throws Exception {
    FakeNode node = new FakeNode();
    parts.node = node;
    node.peers.add(FakePeer.inbound().established().id(3).lastPing(12_300_000));
    String screen = screen("peer:metrics");
    assertTrue(screen.startsWith("ID  ADDRESS"), screen);
    assertTrue(screen.contains("JITTER"), screen);
    assertTrue(screen.contains("12.3 ms"), screen);
  }

  private static String field(String page, String name) {
    return page.lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + page));
  }

  private String screen(String line) throws Exception {
    Object result = session.execute(line);
    return session.format(result, Converter.INSPECT).toString();
  }

  private String refusal(String line) {
    return assertThrows(Refused.class, () -> session.execute(line)).toString();
  }
}
