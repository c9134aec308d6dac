package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.patchbay.portmap.Openings.Wanted;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.NetworkAddress;

class OpeningsTest {
  private static final Wanted AUTO = new Wanted(true, false, Optional.empty());
  private static final InetSocketAddress AT = new InetSocketAddress("192.168.1.1", 5351);
  private static final InetSocketAddress AT6 = new InetSocketAddress("fe80::1", 5351);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeLines lines = new FakeLines(loop);
  private final FakeAddresses own = new FakeAddresses();
  private final ScriptedGateway gateway = lines.gateway(AT);
  private Surroundings around = new Surroundings(Optional.of(AT), Optional.empty(), List.of());

  private Openings begin(Wanted wanted) {
    Openings openings =
        new Openings(loop, new VirtualWorkers(loop), own, lines, () -> around, wanted);
    openings.begin();
    loop.advance(Duration.ofSeconds(1));
    return openings;
  }

  @Test
  void nothingIsAskedWhileNothingListensAndThenSoon() {
    begin(AUTO);
    loop.advance(Duration.ofHours(1));
    assertEquals(0, gateway.asked.size());
    own.port = OptionalInt.of(8333);
    loop.advance(Openings.LOOK.plusSeconds(1));
    assertEquals(List.of("9.1.2.3:9000 MAPPED"), own.told());
  }

  @Test
  void anotherPortIsAnotherOpening() {
    own.port = OptionalInt.of(8333);
    begin(AUTO);
    own.port = OptionalInt.of(8334);
    loop.advance(Openings.LOOK);
    assertEquals(3, gateway.asked.size());
    assertEquals(1, own.told().size());
    own.port = OptionalInt.empty();
    loop.advance(Openings.LOOK);
    assertEquals(0, gateway.lastLifetime());
    assertEquals(List.of(), own.told());
  }

  @Test
  void behindAProxyOnlyWhoInsistsIsServed() {
    own.port = OptionalInt.of(8333);
    own.proxied = true;
    Openings openings = begin(AUTO);
    assertEquals(0, gateway.asked.size());
    openings.follow(new Wanted(true, true, Optional.empty()));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(1, own.told().size());
    openings.follow(new Wanted(false, false, Optional.empty()));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), own.told());
  }

  @Test
  void anotherGatewayIsSeenWithinFiveMinutesAndIpv6HasAPinholeEach() throws Exception {
    own.port = OptionalInt.of(8333);
    begin(AUTO);
    ScriptedGateway six = lines.gateway(AT6);
    around = new Surroundings(Optional.empty(), Optional.of(AT6), addresses("2a00::1", "2a00::2"));
    loop.advance(Openings.SURVEY);
    assertEquals(0, gateway.lastLifetime());
    assertEquals(2, six.asked.size());
  }

  /** Four pinholes, asked for at different times: the first renewal finds out for all. */
  @Test
  void aGatewayThatBeganAnewIsAskedAtOnceForAllThatItForgot() throws Exception {
    own.port = OptionalInt.of(8333);
    ScriptedGateway six = lines.gateway(AT6);
    six.epoch = () -> loop.now() / 1_000_000_000;
    List<InetAddress> inside = new ArrayList<>(addresses("2a00::1", "2a00::2"));
    inside.addAll(addresses("2a00::3", "2a00::4"));
    around = new Surroundings(Optional.empty(), Optional.of(AT6), inside);
    begin(AUTO);
    for (int i = 0; i < 10; i++) {
      loop.advance(Duration.ofSeconds(2_400));
    }
    int renewals = six.asked.size();
    assertTrue(renewals >= 44 && renewals <= 84, renewals + " in ten lives of four");

    long began = loop.now();
    six.epoch = () -> (loop.now() - began) / 1_000_000_000;
    while (six.asked.size() == renewals) {
      loop.advance(Duration.ofSeconds(1));
    }
    loop.advance(Duration.ofMillis(10));
    assertEquals(renewals + 4, six.asked.size(), "each of the four, and none twice");
    loop.advance(Duration.ofSeconds(1_190));
    assertEquals(renewals + 4, six.asked.size());
  }

  private Openings opened() {
    own.port = OptionalInt.of(8333);
    gateway.epoch = () -> loop.now() / 1_000_000_000;
    Openings openings = begin(AUTO);
    assertEquals(1, gateway.asked.size());
    return openings;
  }

  private void restart() {
    long began = loop.now();
    gateway.epoch = () -> (loop.now() - began) / 1_000_000_000;
  }

  @Test
  void aGatewayThatAnnouncesThatItBeganAnewIsAskedWithinFiveSeconds() {
    opened();
    loop.advance(Duration.ofMinutes(1));
    lines.hearing.accept(AT, gateway.announcement());
    loop.advance(Duration.ofMinutes(1));
    assertEquals(1, gateway.asked.size(), "it has forgotten nothing");

    restart();
    for (int i = 0; i < 10; i++) {
      lines.hearing.accept(AT, gateway.announcement());
      loop.advance(Duration.ofMillis(250));
    }
    loop.advance(Openings.SPREAD);
    assertEquals(2, gateway.asked.size());
    assertEquals(List.of("9.1.2.3:9000 MAPPED"), own.told());
  }

  @Test
  void nobodyElseIsHeardNorAnythingElse() {
    opened();
    restart();
    byte[] announcement = gateway.announcement();
    InetSocketAddress otherPort = new InetSocketAddress(AT.getAddress(), 5352);
    lines.hearing.accept(otherPort, announcement);
    lines.hearing.accept(new InetSocketAddress("192.168.1.2", 5351), announcement);
    lines.hearing.accept(AT, new byte[0]);
    lines.hearing.accept(AT, Arrays.copyOf(announcement, Pcp.HEAD - 1));
    loop.advance(Duration.ofMinutes(1));
    assertEquals(1, gateway.asked.size());
  }

  @Test
  void whoAnnouncesWithoutEndIsAskedTwiceAMinuteAtMost() {
    opened();
    for (int i = 0; i < 600; i++) {
      gateway.epoch = loop.random()::nextInt;
      lines.hearing.accept(AT, gateway.announcement());
      loop.advance(Duration.ofSeconds(1));
    }
    int asked = gateway.asked.size() - 1;
    assertTrue(asked >= 10 && asked <= 21, asked + " times in ten minutes");
  }

  @Test
  void aGatewayThatWasSilentIsAskedWhenItAnnouncesItself() {
    own.port = OptionalInt.of(8333);
    gateway.silent = true;
    begin(AUTO);
    loop.advance(Duration.ofSeconds(10));
    assertEquals(List.of(), own.told());
    gateway.silent = false;
    lines.hearing.accept(AT, gateway.announcement());
    loop.advance(Openings.SPREAD);
    assertEquals(List.of("9.1.2.3:9000 MAPPED"), own.told());
  }

  @Test
  void itListensWhileAPortIsOpenAndDoesWithoutWhereItCannot() {
    Openings openings = opened();
    openings.follow(new Wanted(false, false, Optional.empty()));
    assertNull(lines.hearing);
    lines.deaf = true;
    openings.follow(AUTO);
    loop.advance(Duration.ofSeconds(1));
    assertNull(lines.hearing);
    assertEquals(List.of("9.1.2.3:9000 MAPPED"), own.told());
    openings.end();
    assertEquals(List.of(), own.told());
  }

  private static List<InetAddress> addresses(String one, String two) throws UnknownHostException {
    return List.of(InetAddress.getByName(one), InetAddress.getByName(two));
  }

  @Test
  void anOperatorsGatewayIsAskedAlone() {
    own.port = OptionalInt.of(8333);
    InetSocketAddress named = new InetSocketAddress("10.0.0.1", 9);
    lines.gateway(named).outside = NetworkAddress.parse("9.9.9.9:1");
    begin(new Wanted(true, false, Optional.of(named)));
    assertEquals(List.of("9.9.9.9:1 MAPPED"), own.told());
    assertEquals(0, gateway.asked.size());
  }

  @Test
  void theEndGivesBackWhatIsOpenAndAsksNobodyAgain() {
    own.port = OptionalInt.of(8333);
    Openings openings = begin(AUTO);
    openings.end();
    openings.follow(new Wanted(true, true, Optional.empty()));
    loop.advance(Duration.ofDays(1));
    assertEquals(2, gateway.asked.size());
    assertEquals(0, gateway.lastLifetime());
    assertEquals(List.of(), own.told());
  }
}
