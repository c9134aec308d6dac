package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.transport.Link;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;

/** The times of protocol-facts §10.1 to the nanosecond: at the limit alive, one later over. */
class TimeoutEdgesTest {
  private static final long BORN = 1_000;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long TWENTY = Duration.ofMinutes(20).toNanos();

  private final Map<String, Long> told =
      new HashMap<>(Map.of("bytesIn", 1L, "bytesOut", 1L, "lastReadAt", BORN, "lastWriteAt", BORN));
  private final Peer peer =
      new Peer(
          (Link)
              Proxy.newProxyInstance(
                  Link.class.getClassLoader(),
                  new Class<?>[] {Link.class},
                  (proxy, method, arguments) -> told.get(method.getName())),
          new Peer.Birth(
              1,
              0,
              NetworkAddress.parse("12.0.0.1:8333"),
              ConnectionType.INBOUND,
              null,
              false,
              0,
              "",
              0,
              0,
              BORN),
          new MessageKinds());
  private EngineSettings settings = EngineSettings.of(Network.MAIN, Map.of());

  private void assertOverAfter(long limit, CloseReason reason) {
    assertNull(Timeouts.of(peer, settings, BORN + limit));
    assertEquals(reason, Timeouts.of(peer, settings, BORN + limit + 1));
  }

  private static CloseReason inactive(String detail) {
    return CloseReason.of(CloseReason.Code.INACTIVITY, detail);
  }

  @Test
  void nothingReceivedInTheFirstMinute() {
    told.put("bytesIn", 0L);
    assertOverAfter(MINUTE, inactive("nothing received in the first 60 s"));
  }

  @Test
  void nothingSentInTheFirstMinute() {
    told.put("bytesOut", 0L);
    assertOverAfter(MINUTE, inactive("nothing sent in the first 60 s"));
  }

  @Test
  void aHandshakeNotFinishedAfterAMinute() {
    told.put("lastReadAt", BORN + MINUTE);
    told.put("lastWriteAt", BORN + MINUTE);
    assertOverAfter(
        MINUTE, CloseReason.of(CloseReason.Code.HANDSHAKE_TIMEOUT, "not finished after 60 s"));
  }

  @Test
  void nothingReceivedForTwentyMinutes() {
    peer.establish(Set.of());
    told.put("lastWriteAt", BORN + TWENTY);
    told.put("lastReadAt", BORN + 7);
    assertOverAfter(TWENTY + 7, inactive("nothing received for 1200 s"));
  }

  @Test
  void nothingSentForTwentyMinutes() {
    peer.establish(Set.of());
    told.put("lastReadAt", BORN + TWENTY);
    told.put("lastWriteAt", BORN + 7);
    assertOverAfter(TWENTY + 7, inactive("nothing sent for 1200 s"));
  }

  @Test
  void nothingIsLookedAtBeforeTheTimeOfTheHandshakeIsOver() {
    settings =
        EngineSettings.of(Network.MAIN, Map.of("inactivity.seconds", 1, "handshake.seconds", 30));
    peer.establish(Set.of());
    assertOverAfter(MINUTE / 2, inactive("nothing sent for 30 s"));
  }
}
