package org.patchbay.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.Hash256;

@Timeout(20)
class PumpTest {
  private static final long NOW = 1_790_000_000_000_000L;

  private final Pump pump = new Pump(() -> NOW, Notes.started("regtest", "0.1.0"));
  private final Decoded.Kept kept = new Decoded.Kept();
  private final Reader reader = new Reader(kept, () -> NOW);
  private final FakePeer peer = FakePeer.inbound().id(12).established().bytesIn(100).bytesOut(70);

  @Test
  void eachEventReadsAsItWasNoted() throws Exception {
    pump.add(reader);
    pump.offer(Notes.established(peer, Fact.established(Set.of("wtxidrelay", "addrv2"))));
    pump.offer(Notes.received(peer, "inv", 3, 222, 1_000, 2_000));
    pump.offer(Notes.sent(peer, "getdata", 61));
    pump.offer(Notes.roundTrip(peer, Fact.latency(5_000)));
    pump.offer(Notes.useful(peer, Fact.useful(Fact.Useful.Kind.TRANSACTION, 2)));
    pump.offer(Notes.offence(peer, Fact.offence(Fact.Offence.Kind.BAD_FILTER, "too long")));
    pump.offer(Notes.nuisance(peer, Fact.nuisance(Fact.Nuisance.Kind.CHECKSUM, "bad")));
    pump.offer(Notes.spread(Observer.Item.BLOCK, Hash256.ZERO, Observer.Step.REQUESTED, 4));
    pump.offer(
        Notes.closed(
            peer, CloseReason.of(CloseReason.Code.EVICTED, "room for 13"), NOW, 7_000_000));
    pump.offer(
        Notes.swapped(
            new Observer.Swap("eviction", "core", "cost", Observer.Cause.CONFIGURED, "")));
    pump.offer(
        Notes.remedied(new Observer.Remedied("steady", "peers", "dial 3", "5 of 8 outbound")));
    assertTrue(pump.turn());

    List<Map<?, ?>> events = written();

    assertEquals(Map.of("network", "regtest", "version", "0.1.0"), events.get(0).get("started"));
    assertEquals(
        LongStream.rangeClosed(1, 11).boxed().toList(),
        events.subList(1, events.size()).stream().map(event -> event.get("sequence")).toList());
    assertEquals(NOW, events.get(1).get("time_micros"));
    Map<?, ?> established = (Map<?, ?>) events.get(1).get("established");
    assertEquals(List.of("addrv2", "wtxidrelay"), established.get("features"));
    Map<?, ?> who = (Map<?, ?>) established.get("peer");
    assertEquals(12L, who.get("id"));
    assertEquals(peer.address().toString(), who.get("address"));
    assertEquals("inbound", who.get("type"));
    assertEquals(peer.network().label(), who.get("network"));
    assertEquals("/Satoshi:28.0.0/", who.get("user_agent"));
    assertEquals(0xc09L, who.get("services"));
    assertEquals(
        Map.of(
            "peer", 12L,
            "command", "inv",
            "inbound", true,
            "count", 3,
            "bytes", 222L,
            "queued_nanos", 1_000L,
            "handled_nanos", 2_000L),
        events.get(2).get("message"));
    Map<?, ?> sent = (Map<?, ?>) events.get(3).get("message");
    assertEquals("getdata", sent.get("command"));
    assertEquals(false, sent.get("inbound"));
    assertEquals(Map.of("peer", 12L, "nanos", 5_000L), events.get(4).get("round_trip"));
    assertEquals(
        Map.of("peer", 12L, "kind", "transaction", "count", 2), events.get(5).get("useful"));
    assertEquals(
        Map.of("peer", 12L, "kind", "bad-filter", "detail", "too long"),
        events.get(6).get("offence"));
    assertEquals(
        Map.of("peer", 12L, "kind", "checksum", "detail", "bad"), events.get(7).get("nuisance"));
    Map<?, ?> spread = (Map<?, ?>) events.get(8).get("spread");
    assertEquals("REQUESTED", spread.get("step").toString());
    assertEquals(4, spread.get("peers"));
    Map<?, ?> closed = (Map<?, ?>) events.get(9).get("closed");
    assertEquals("evicted", closed.get("reason"));
    assertEquals(NOW - 7_000, closed.get("connected_micros"));
    assertEquals(100L, closed.get("bytes_in"));
    Map<?, ?> swapped = (Map<?, ?>) events.get(10).get("swapped");
    assertEquals("cost", swapped.get("to"));
    assertEquals("configured", swapped.get("cause"));
    assertEquals(
        Map.of(
            "policy", "steady", "check", "peers", "remedy", "dial 3", "detail", "5 of 8 outbound"),
        events.get(11).get("remedied"));
  }

  @Test
  void aSlowReaderMissesEventsAndIsToldHowMany() throws Exception {
    Decoded.Kept other = new Decoded.Kept();
    Reader slow = new Reader(other, () -> NOW);
    int length = Fields.framed(1, NOW, Notes.LOST, Notes.lost(5)).length;
    byte[] event = new byte[length];
    long fit = Reader.MAX_BYTES / length;

    for (long i = 0; i < fit + 7; i++) {
      slow.offer(event);
    }

    assertEquals(7, slow.lost());
    slow.offer(Fields.framed(9, NOW, Notes.LOST, Notes.lost(5)));
    assertEquals(8, slow.lost(), "no room for the news of it either");
  }

  @Test
  void whatTheNodeIsTooBusyForIsCounted() throws Exception {
    pump.add(reader);
    for (int i = 0; i < Pump.MAX_NOTES + 3; i++) {
      pump.offer(Notes.roundTrip(peer, Fact.latency(1)));
    }
    pump.turn();
    pump.offer(Notes.roundTrip(peer, Fact.latency(2)));
    pump.turn();

    List<Map<?, ?>> events = written();

    assertEquals(1 + Pump.MAX_NOTES + 2, events.size());
    assertEquals(Map.of("count", 3L), events.get(Pump.MAX_NOTES + 1).get("lost"));
    assertEquals((long) Pump.MAX_NOTES + 4, events.get(Pump.MAX_NOTES + 2).get("sequence"));
  }

  @Test
  void bansComeAndGo() throws Exception {
    List<Ban> bans = new ArrayList<>();
    BanNews news = new BanNews(() -> List.copyOf(bans));
    pump.add(reader);
    bans.add(new Ban(BanTarget.parse("192.0.2.0/24"), 1, 99, "spam", "shell"));
    bans.add(new Ban(BanTarget.parse("onion"), 1, Ban.FOR_EVER, "", "file"));
    pump.offer(news);
    pump.turn();
    bans.remove(1);
    pump.offer(news);
    pump.turn();

    List<Map<?, ?>> events = written();

    Map<?, ?> timed =
        events.stream()
            .map(event -> (Map<?, ?>) event.get("banned"))
            .filter(ban -> ban != null && ban.get("target").equals("192.0.2.0/24"))
            .findFirst()
            .orElseThrow();
    assertEquals(99L, timed.get("until"));
    assertEquals("spam", timed.get("reason"));
    assertEquals(4, events.size());
    assertEquals(Map.of("target", "onion"), events.get(3).get("unbanned"));
  }

  private List<Map<?, ?>> written() throws IOException, InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread writing =
        new Thread(
            () -> {
              try {
                reader.run(pump.greeting());
              } catch (IOException | InterruptedException e) {
                done.countDown();
              }
            });
    writing.start();
    while (reader.waiting() > 0) {
      Thread.onSpinWait();
    }
    writing.interrupt();
    done.await();
    return kept.events();
  }
}
