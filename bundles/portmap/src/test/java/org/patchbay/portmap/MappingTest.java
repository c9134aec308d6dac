package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.NetworkAddress;

class MappingTest {
  private static final InetSocketAddress AT = new InetSocketAddress("192.168.1.1", 5351);
  private static final List<String> TOLD = List.of("9.1.2.3:9000 MAPPED");

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeLines lines = new FakeLines(loop);
  private final FakeAddresses own = new FakeAddresses();
  private final ScriptedGateway gateway = lines.gateway(AT);
  private final Mapping mapping =
      new Mapping(loop, lines, own, new Opening(AT, Optional.empty(), 8333), epoch -> {});

  private void begin() {
    mapping.begin();
    loop.advance(Duration.ofMillis(10));
  }

  private int asked() {
    return gateway.asked.size();
  }

  @Test
  void whatIsGrantedIsClaimedAndTheSocketClosed() {
    begin();
    assertEquals(TOLD, own.told());
    assertEquals(1, asked());
    assertEquals(2_400, gateway.lastLifetime());
    assertEquals(0, lines.open);
  }

  @Test
  void itIsRenewedBetweenOneHalfAndFiveEighthsOfItsLifeWithTheSameNonce() {
    begin();
    loop.advance(Duration.ofSeconds(1_200).minusMillis(10));
    assertEquals(1, asked());
    loop.advance(Duration.ofSeconds(300).plusMillis(10));
    assertEquals(2, asked());
    byte[] first = gateway.asked.get(0);
    byte[] second = gateway.asked.get(1);
    assertArrayEquals(Arrays.copyOfRange(first, 24, 36), Arrays.copyOfRange(second, 24, 36));
    NetworkAddress wished = NetworkAddress.ofLegacy(Arrays.copyOfRange(second, 44, 60), 0);
    assertEquals("9.1.2.3:0", wished.toString());
    for (int i = 0; i < 100; i++) {
      loop.advance(Duration.ofSeconds(2_400));
      assertEquals(TOLD, own.told());
    }
    assertTrue(asked() > 160 && asked() < 200, asked() + " requests in 100 lives");
  }

  @Test
  void nobodyAnswersThreeTimesAndIsAskedAgainAfterFiveMinutes() {
    gateway.silent = true;
    mapping.begin();
    loop.advance(Duration.ofMillis(2_999));
    assertEquals(3, asked());
    assertEquals(1, lines.open);
    loop.advance(Duration.ofMillis(1));
    assertEquals(0, lines.open);
    loop.advance(Duration.ofMinutes(5).minusNanos(1));
    assertEquals(3, asked());
    gateway.silent = false;
    loop.advance(Duration.ofMillis(2));
    assertEquals(4, asked());
    assertEquals(TOLD, own.told());
  }

  @Test
  void theThirdTryMayBeAnswered() {
    gateway.silent = true;
    mapping.begin();
    loop.advance(Duration.ofMillis(1_500));
    gateway.silent = false;
    loop.advance(Duration.ofMillis(600));
    assertEquals(3, asked());
    assertEquals(TOLD, own.told());
  }

  @Test
  void anAnswerAfterTheEndIsNotTaken() {
    mapping.begin();
    mapping.end();
    loop.advance(Duration.ofSeconds(10));
    assertEquals(1, asked());
    assertEquals(List.of(), own.told());
  }

  @Test
  void noiseIsPassedOver() {
    gateway.noise.add(new byte[0]);
    gateway.noise.add(new byte[] {2, (byte) 0x81, 0, 0});
    byte[] foreign = new byte[Pcp.SIZE];
    foreign[0] = 2;
    foreign[1] = (byte) 0x81;
    gateway.noise.add(foreign);
    begin();
    assertEquals(TOLD, own.told());
  }

  @Test
  void aWrongNonceOrHalfAnAnswerIsNone() {
    gateway.twist =
        answer -> {
          answer[24] ^= 1;
          return answer;
        };
    mapping.begin();
    loop.advance(Duration.ofSeconds(3));
    assertEquals(3, asked());
    assertEquals(List.of(), own.told());
    gateway.twist = answer -> Arrays.copyOf(answer, 59);
    loop.advance(Mapping.RETRY.plusSeconds(3));
    assertEquals(6, asked());
    assertEquals(List.of(), own.told());
    assertEquals(0, lines.open);
  }

  @Test
  void aGatewayOfAnotherVersionIsAskedInNatPmp() {
    gateway.knowsPcp = false;
    begin();
    assertEquals(List.of("9.1.2.3:9000 MAPPED"), own.told());
    assertEquals(List.of(60, 2, 12), gateway.asked.stream().map(each -> each.length).toList());
    gateway.outside = NetworkAddress.parse("9.1.2.4:9001");
    loop.advance(Duration.ofSeconds(1_501));
    assertEquals(List.of("9.1.2.4:9001 MAPPED"), own.told());
    mapping.end();
    assertArrayEquals(NatPmp.mapRequest(8333, 0, 0), gateway.asked.get(gateway.asked.size() - 1));
    assertEquals(List.of(), own.told());
  }

  @Test
  void whoKnowsNeitherIsAskedAgainLater() {
    gateway.knowsPcp = false;
    gateway.knowsNatPmp = false;
    mapping.begin();
    loop.advance(Duration.ofSeconds(5));
    assertEquals(4, asked());
    loop.advance(Mapping.RETRY.plusSeconds(5));
    assertEquals(8, asked());
  }

  @Test
  void aRefusalIsTriedAgainAndWhatStoodBeforeHoldsForItsLife() {
    begin();
    gateway.result = 8;
    loop.advance(Duration.ofSeconds(2_399));
    assertEquals(TOLD, own.told());
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), own.told());
    gateway.result = 0;
    loop.advance(Duration.ofMinutes(5));
    assertEquals(TOLD, own.told());
  }

  @Test
  void aLifeOfNothingIsARefusalAndAShortOneNoReasonToHurry() {
    gateway.lifetime = 0;
    begin();
    assertEquals(List.of(), own.told());
    gateway.lifetime = 10;
    loop.advance(Duration.ofMinutes(5));
    assertEquals(TOLD, own.told());
    int before = asked();
    loop.advance(Duration.ofSeconds(15));
    assertEquals(List.of(), own.told());
    loop.advance(Duration.ofSeconds(15));
    assertEquals(before + 1, asked());
    assertEquals(TOLD, own.told());
  }

  @Test
  void anotherAddressTakesThePlaceOfTheFirst() {
    begin();
    gateway.outside = NetworkAddress.parse("9.9.9.9:8333");
    loop.advance(Duration.ofSeconds(1_501));
    assertEquals(List.of("9.9.9.9:8333 MAPPED"), own.told());
    gateway.outside = NetworkAddress.parse("100.64.1.1:8333");
    loop.advance(Duration.ofSeconds(1_501));
    assertEquals(List.of(), own.told());
  }

  @Test
  void theEndGivesThePortBack() {
    begin();
    mapping.end();
    mapping.end();
    assertEquals(2, asked());
    assertEquals(0, gateway.lastLifetime());
    assertEquals(0, lines.open);
    assertEquals(List.of(), own.told());
    loop.advance(Duration.ofDays(1));
    assertEquals(2, asked());
  }

  @Test
  void aPinholeIsAskedForFromItsOwnAddressAndNeverInNatPmp() throws Exception {
    InetSocketAddress there = new InetSocketAddress("fe80::1", 5351);
    InetAddress inside = InetAddress.getByName("2a00::7");
    ScriptedGateway six = lines.gateway(there);
    six.outside = NetworkAddress.parse("[2a00::7]:8333");
    Mapping pinhole =
        new Mapping(loop, lines, own, new Opening(there, Optional.of(inside), 8333), epoch -> {});
    pinhole.begin();
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of("[2a00::7]:8333 MAPPED"), own.told());
    assertEquals(List.of(inside), lines.sources);
    assertArrayEquals(inside.getAddress(), Arrays.copyOfRange(six.asked.get(0), 8, 24));
    six.knowsPcp = false;
    loop.advance(Duration.ofSeconds(2_400));
    assertEquals(List.of(), own.told());
    assertTrue(six.asked.stream().allMatch(each -> each[0] == Pcp.VERSION));
  }

  @Test
  void whereNoWayLeadsIsTriedAgain() {
    InetSocketAddress nowhere = new InetSocketAddress("192.168.9.9", 5351);
    Mapping lost =
        new Mapping(loop, lines, own, new Opening(nowhere, Optional.empty(), 8333), epoch -> {});
    lost.begin();
    lines.gateway(nowhere);
    loop.advance(Duration.ofMinutes(5).plusSeconds(1));
    assertEquals(TOLD, own.told());
  }
}
