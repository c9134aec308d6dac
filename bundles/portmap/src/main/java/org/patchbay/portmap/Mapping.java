package org.patchbay.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.local.LocalAddresses.Claim;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one opening in a gateway (protocol-facts §19.6). Confined to the node loop.
 *
 * <p>Rule: PCP first; NAT-PMP, for IPv4, where the gateway says that it knows another version. What
 * was granted is renewed at a random time between one half and five eighths of its life; what
 * failed is tried again after five minutes, and what was granted before is told to peers until its
 * life is over; what a gateway forgot (RFC 6887 §8.5) is asked for at once. An address that nobody
 * elsewhere can reach is not told.
 */
final class Mapping {
  static final long LIFETIME = 2_400;
  static final Duration RETRY = Duration.ofMinutes(5);

  /** However short a life it grants, a gateway is not asked more often. */
  static final Duration SELDOM = Duration.ofSeconds(30);

  /** However long a life it grants, a gateway is asked again after at most that. */
  static final Duration MOST = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Mapping.class);
  private static final NetworkAddress ANY4 = NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);
  private static final NetworkAddress ANY6 =
      NetworkAddress.of(NetworkAddress.IPV6, new byte[16], 0);

  private final Loop loop;
  private final Lines lines;
  private final LocalAddresses own;
  private final Opening opening;
  private final LongConsumer epochs;
  private final byte[] nonce = new byte[Pcp.NONCE];
  private Optional<Lines.Line> line = Optional.empty();
  private Optional<Exchange> exchange = Optional.empty();
  private Optional<NetworkAddress> outside = Optional.empty();
  private boolean pcp = true;
  private Claim claim = () -> {};
  private Cancellable next = () -> {};
  private Cancellable expiry = () -> {};
  private String failure = "";
  private boolean stopped;

  /**
   * Nothing is asked before {@link #begin}.
   *
   * @param epochs told the gateway's epoch in each answer of PCP, in seconds
   */
  Mapping(Loop loop, Lines lines, LocalAddresses own, Opening opening, LongConsumer epochs) {
    this.loop = loop;
    this.lines = lines;
    this.own = own;
    this.opening = opening;
    this.epochs = epochs;
    loop.random().nextBytes(nonce);
  }

  /** Asks the gateway. */
  void begin() {
    if (open()) {
      Pcp.Wish wish = wish();
      pcp = true;
      ask(Pcp.request(wish, LIFETIME), bytes -> pcp(bytes, wish));
    }
  }

  private Optional<Reply> pcp(byte[] answer, Pcp.Wish wish) {
    Optional<Reply> reply = Pcp.read(answer, wish);
    if (reply.isPresent()) {
      Pcp.epoch(answer).ifPresent(epochs);
    }
    return reply;
  }

  /** Asks at once, unless that goes on: the gateway has forgotten it. */
  void again() {
    if (!stopped && exchange.isEmpty()) {
      next.cancel();
      begin();
    }
  }

  private boolean open() {
    try {
      line = Optional.of(lines.open(opening.gateway(), opening.inside(), this::received));
      return true;
    } catch (IOException cause) {
      failed(cause.getMessage());
      return false;
    }
  }

  private Pcp.Wish wish() {
    InetAddress inside = opening.inside().or(() -> line.map(Lines.Line::local)).orElseThrow();
    NetworkAddress any = opening.inside().isPresent() ? ANY6 : ANY4;
    return new Pcp.Wish(
        nonce,
        new InetSocketAddress(inside, opening.port()),
        outside.orElse(any.withPort(opening.port())));
  }

  private void ask(byte[] request, Function<byte[], Optional<Reply>> read) {
    Lines.Line here = line.orElseThrow();
    Exchange asked = new Exchange(loop, () -> here.send(request), read, this::answered);
    exchange = Optional.of(asked);
    asked.begin();
  }

  private void received(byte[] datagram) {
    exchange.ifPresent(each -> each.received(datagram));
  }

  private void answered(Optional<Reply> answer) {
    if (answer.isEmpty()) {
      failed("no answer");
      return;
    }
    Reply reply = answer.get();
    if (reply instanceof Reply.Granted granted) {
      granted(granted);
    } else if (reply instanceof Reply.Outside gateway) {
      ask(
          NatPmp.mapRequest(
              opening.port(), outside.map(NetworkAddress::port).orElse(opening.port()), LIFETIME),
          bytes -> NatPmp.readMap(bytes, opening.port(), gateway.host()));
    } else if (reply instanceof Reply.Refused refused) {
      failed(refused.reason());
    } else if (opening.inside().isPresent()) {
      failed("it speaks no PCP version 2, and NAT-PMP knows no IPv6");
    } else {
      pcp = false;
      ask(NatPmp.addressRequest(), NatPmp::readAddress);
    }
  }

  private void granted(Reply.Granted granted) {
    if (granted.seconds() == 0 || granted.outside().port() == 0) {
      failed("it granted " + granted.outside() + " for " + granted.seconds() + " s");
      return;
    }
    hangUp();
    failure = "";
    long life = Duration.ofSeconds(Math.min(MOST.toSeconds(), granted.seconds())).toNanos();
    expiry.cancel();
    expiry = loop.after(Duration.ofNanos(life), this::expired);
    long renewal = life / 2 + loop.random().nextLong(life / 8 + 1);
    next = loop.after(Duration.ofNanos(Math.max(SELDOM.toNanos(), renewal)), this::begin);
    if (!outside.equals(Optional.of(granted.outside()))) {
      claim(granted.outside());
    }
  }

  private void claim(NetworkAddress address) {
    claim.close();
    claim = () -> {};
    outside = Optional.of(address);
    if (address.isRoutable()) {
      claim = own.claim(address, Origin.MAPPED);
      LOG.info("{} is open to others as {}", opening, address);
    } else {
      LOG.warn("{} leads to {}, which others cannot reach either", opening, address);
    }
  }

  private void failed(String why) {
    hangUp();
    if (!why.equals(failure)) {
      failure = why;
      LOG.info("{} cannot be opened: {}; asked again every 5 minutes", opening, why);
    }
    next = loop.after(RETRY, this::begin);
  }

  private void expired() {
    claim.close();
    claim = () -> {};
    outside = Optional.empty();
  }

  private void hangUp() {
    exchange.ifPresent(Exchange::cancel);
    exchange = Optional.empty();
    line.ifPresent(Lines.Line::close);
    line = Optional.empty();
  }

  /** Gives the opening back: the gateway is told once, and its answer not awaited. */
  void end() {
    if (stopped) {
      return;
    }
    stopped = true;
    next.cancel();
    expiry.cancel();
    hangUp();
    if (outside.isPresent() && open()) {
      Lines.Line last = line.orElseThrow();
      last.send(pcp ? Pcp.request(released(), 0) : NatPmp.mapRequest(opening.port(), 0, 0));
      hangUp();
    }
    next.cancel();
    expired();
  }

  private Pcp.Wish released() {
    Pcp.Wish wish = wish();
    return new Pcp.Wish(nonce, wish.inside(), opening.inside().isPresent() ? ANY6 : ANY4);
  }
}
