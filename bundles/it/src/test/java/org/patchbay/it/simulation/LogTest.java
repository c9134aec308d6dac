package org.patchbay.it.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.log.PeerTag;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.message.SendCmpct;
import org.slf4j.LoggerFactory;

/** What whole nodes write to the log in detail: in Bitcoin Core's order, and no address. */
class LogTest {
  /** Every host of the virtual network is at one of 20.0.0.0/8. */
  private static final Predicate<String> ADDRESS =
      line -> line.matches("(?s).*\\b20\\.\\d+\\.\\d+\\.\\d+.*");

  @TempDir Path folder;
  private final Logger ours = (Logger) LoggerFactory.getLogger("org.patchbay");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Simulation simulation;

  @BeforeEach
  void listen() {
    ours.setLevel(Level.DEBUG);
    ours.setAdditive(false);
    lines.start();
    ours.addAppender(lines);
    simulation = new Simulation(folder, 7);
  }

  @AfterEach
  void stop() {
    simulation.close();
    ours.detachAppender(lines);
    ours.setAdditive(true);
    ours.setLevel(null);
  }

  @Test
  void whatTwoNodesSayOfEachOther() {
    RegtestChain mined =
        RegtestChain.from(simulation.loop.wallTime().getEpochSecond() - 7_000).mine(5);
    SimulatedNode one = simulation.node(Map.of("keep", "all"));
    one.take(mined, 1);
    SimulatedNode other = simulation.node(Map.of("keep", "all"), one);
    simulation.awaitTip(one.chain.tip(), Duration.ofMinutes(1));
    simulation.await(
        "blocks", Duration.ofMinutes(1), () -> other.blocks.tip().height() == mined.height());
    other.loseLinks();
    simulation.loop.advance(Duration.ofSeconds(1));

    assertInOrder(
        text("trying v[12] connection (manual) to (ipv4 address)"),
        text("added manual connection, peer=1"),
        text("sending version (102 bytes) peer=1"),
        text("received: version (102 bytes) peer=1"),
        text("version received: \"/Patchbay:0.1.0/\": version 70016, blocks=5, us=.*peer=1"),
        text("sending verack (0 bytes) peer=1"),
        text("received: verack (0 bytes) peer=1"),
        text("new manual peer connected: transport v1, version 70016, blocks=5, peer=1"),
        text("initial getheaders (0) (start height 5), peer=1"),
        text("requesting block [0-9a-f]{64}, peer=1"),
        text("received block [0-9a-f]{64}, peer=1"),
        text("new tip: best=[0-9a-f]{64} height=5 version=0x.* date=.*"),
        text("manual peer ended: .*, peer=1"));
    assertInOrder(
        text("added inbound connection, peer=1"),
        text("connection accepted at 0.0.0.0:18444, peer=1"),
        text("new inbound peer connected: .*peer=1"),
        text("inbound peer ended: .*, peer=1"));
    assertNoAddress();
    assertEquals(
        List.of(),
        lines.list.stream()
            .filter(each -> each.getFormattedMessage().matches(".*peer=\\d+.*"))
            .filter(
                each ->
                    each.getMarkerList() == null
                        || !(each.getMarkerList().get(0) instanceof PeerTag))
            .map(ILoggingEvent::getFormattedMessage)
            .toList(),
        "lines about a peer without its tag");
  }

  @Test
  void whatIsSaidOfThoseWhoMisbehaveAndAreBanned() {
    SimulatedNode node = simulation.node(Map.of("bans", new String[] {"20.2.0.0/16"}));
    simulation.loop.advance(Duration.ofSeconds(2));
    Stranger banned = simulation.silent(node);
    Stranger rude = Guest.opening(simulation.silent(node), Guest.polite());
    simulation.loop.advance(Duration.ofSeconds(5));
    rude.say(new SendCmpct(2, 2));
    simulation.loop.advance(Duration.ofSeconds(5));

    assertEquals(1, banned.closed().size());
    assertEquals(1, rude.closed().size());
    assertInOrder(text("connection from (ipv4 address) dropped: banned"));
    assertInOrder(
        text("misbehaving: BAD_SENDCMPCT: announce 2 (max 1), peer=\\d+"),
        text("disconnecting and discouraging, peer=\\d+"),
        text("disconnecting peer=\\d+: misbehaviour: .*"),
        text("inbound peer ended: misbehaviour: .*peer=\\d+"));
    assertNoAddress();
  }

  private static String text(String pattern) {
    return pattern.replace("(", "\\(").replace(")", "\\)").replace("\\(?", "(?");
  }

  private void assertNoAddress() {
    assertFalse(lines.list.isEmpty());
    assertEquals(
        List.of(),
        lines.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .filter(line -> !line.startsWith("listening on ")) // our own
            .filter(ADDRESS)
            .toList());
  }

  private void assertInOrder(String... patterns) {
    List<String> all = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    List<String> found = new ArrayList<>();
    int at = 0;
    for (String pattern : patterns) {
      while (at < all.size() && !all.get(at).matches(pattern)) {
        at++;
      }
      assertTrue(
          at < all.size(),
          () -> "\"" + pattern + "\" is missing after " + found + " in\n" + String.join("\n", all));
      found.add(all.get(at++));
    }
  }
}
