package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.message.Ping;

/** Observers hear of everything, and none of them can hurt. */
class ObserversTest {
  private final Listener listener = new Listener();
  private final TestNode node = new TestNode("max.inbound", 1000).start(new Ponger(), listener);
  private final Diary diary = new Diary();

  /** Writes down what it is told. */
  private static final class Diary implements Observer {
    final List<String> lines = new ArrayList<>();

    @Override
    public void received(
        PeerView peer, String command, int count, long bytes, long queued, long handled) {
      lines.add(peer.id() + " said " + command + " x" + count);
    }

    @Override
    public void sent(PeerView peer, String command, long bytes) {
      lines.add(peer.id() + " hears " + command + " " + bytes);
    }

    @Override
    public void stated(PeerView peer, Fact fact) {
      lines.add(peer.id() + " " + fact.getClass().getInterfaces()[0].getSimpleName());
    }

    @Override
    public void ended(PeerView peer, CloseReason reason) {
      lines.add(peer.id() + " ended " + reason);
    }

    @Override
    public void spread(Item item, Hash256 id, Step step, int peers, long now) {
      lines.add(item + " " + step + " " + peers);
    }
  }

  private void add(Observer observer) {
    node.engine.add(observer);
    node.loop.runDue();
  }

  private void offer(FakeEntry entry) {
    node.loop.execute(() -> node.engine.relay().offer(entry));
    node.loop.runDue();
  }

  @Test
  void messagesFactsAndEndsAreTold() {
    add(diary);
    Stranger guest = node.guest();
    guest.say(new Ping(7));
    node.loop.advance(Duration.ofSeconds(1));
    node.engine.drop(1, "enough");
    node.loop.advance(Duration.ofSeconds(2));
    assertTrue(diary.lines.contains("1 said verack x1"), () -> diary.lines.toString());
    assertTrue(diary.lines.contains("1 hears verack 24"));
    assertTrue(diary.lines.contains("1 Established"));
    assertTrue(diary.lines.contains("1 said ping x1"));
    assertTrue(diary.lines.contains("1 hears pong 32"));
    assertEquals("1 ended operator: enough", diary.lines.get(diary.lines.size() - 1));
  }

  @Test
  void theSpreadOfATransactionIsToldAtPowersOfTwo() {
    for (int i = 0; i < 70; i++) {
      node.guest();
    }
    add(diary);
    offer(FakeEntry.of(1));
    node.loop.advance(Duration.ofSeconds(100));
    for (long id = 1; id <= 3; id++) {
      listener.part(id).requested(FakeEntry.of(1).txid());
      listener.part(id).requested(FakeEntry.of(1).txid());
    }
    node.loop.runDue();
    assertEquals(
        List.of(
            "TRANSACTION ACCEPTED 0",
            "TRANSACTION ANNOUNCED 1",
            "TRANSACTION ANNOUNCED 2",
            "TRANSACTION ANNOUNCED 4",
            "TRANSACTION ANNOUNCED 8",
            "TRANSACTION ANNOUNCED 16",
            "TRANSACTION ANNOUNCED 32",
            "TRANSACTION ANNOUNCED 64",
            "TRANSACTION REQUESTED 1",
            "TRANSACTION REQUESTED 2"),
        diary.lines.stream().filter(line -> line.startsWith("TRANSACTION")).toList());
  }

  @Test
  void theSpreadOfTheLastBlocksIsTold() {
    node.guest();
    node.guest();
    add(diary);
    Hash256 block = new Hash256(1, 2, 3, 4);
    node.loop.execute(() -> node.engine.relay().block(block));
    node.loop.runDue();
    for (long id : new long[] {1, 1, 2}) {
      listener.part(id).announced(block);
      listener.part(id).requested(block);
    }
    listener.part(1).announced(new Hash256(9, 9, 9, 9));
    node.loop.runDue();
    assertEquals(
        List.of(
            "BLOCK ACCEPTED 0",
            "BLOCK ANNOUNCED 1",
            "BLOCK REQUESTED 1",
            "BLOCK ANNOUNCED 2",
            "BLOCK REQUESTED 2"),
        diary.lines.stream().filter(line -> line.startsWith("BLOCK")).toList());
  }

  @Test
  void oneThatThrowsIsLeftOutAndTheOthersMissNothing() {
    int[] calls = {0};
    add(
        new Observer() {
          @Override
          public void sent(PeerView peer, String command, long bytes) {
            calls[0]++;
            throw new IllegalStateException("no");
          }
        });
    add(diary);
    Stranger guest = node.guest();
    TestNode.ping(guest, guest.link(), 0, 50);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(3, calls[0]);
    assertEquals(50, diary.lines.stream().filter(line -> line.contains("hears pong")).count());
  }

  @Test
  void nobodyIsToldAfterItsRemoval() {
    add(diary);
    Stranger guest = node.guest();
    node.engine.remove(diary);
    int before = diary.lines.size();
    assertFalse(diary.lines.isEmpty());
    guest.say(new Ping(1));
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(before, diary.lines.size());
  }
}
