package org.patchbay.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Opening;

/**
 * Asks a SOCKS5 proxy for a connection (RFC 1928, RFC 1929; protocol-facts §19.2). Confined to the
 * event loop.
 *
 * <p>Rule: the target is always told as a name, an address as its text, so that nothing is resolved
 * here. With credentials, which are made up, both ways in are offered: a proxy that wants none is
 * used all the same. Why credentials: Tor gives each pair a circuit of its own, so that nobody at
 * its end can tell that two connections are ours.
 */
final class Socks5 implements Opening {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int VERSION = 5;
  private static final int NO_CREDENTIALS = 0;
  private static final int CREDENTIALS = 2;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  /** A reply up to the first byte of its address, which settles how long it is. */
  private static final int REPLY_HEAD = 5;

  private final Destination to;
  private final Optional<String> credentials;
  private final ByteBuffer reply = ByteBuffer.allocate(REPLY_HEAD + 255 + Short.BYTES);
  private State state = State.METHOD;

  private enum State {
    METHOD,
    CREDENTIALS,
    CONNECT
  }

  /**
   * @param credentials user and password in one, at most 255 characters
   */
  Socks5(Destination to, Optional<String> credentials) {
    this.to = to;
    this.credentials = credentials;
    reply.limit(2);
  }

  @Override
  public Step begin() {
    return credentials.isPresent()
        ? say(VERSION, 2, NO_CREDENTIALS, CREDENTIALS)
        : say(VERSION, 1, NO_CREDENTIALS);
  }

  private static Step say(int... bytes) {
    byte[] said = new byte[bytes.length];
    for (int i = 0; i < said.length; i++) {
      said[i] = (byte) bytes[i];
    }
    return Opening.say(said, PATIENCE);
  }

  @Override
  public Step read(ByteBuffer in) {
    while (in.hasRemaining() && reply.hasRemaining()) {
      reply.put(in.get());
    }
    return reply.hasRemaining() ? MORE : answer();
  }

  private Step answer() {
    int first = at(0);
    int second = at(1);
    switch (state) {
      case METHOD -> {
        if (first != VERSION) {
          return proxyFailed("speaks version " + first + " of SOCKS (must be 5)");
        }
        if (second == NO_CREDENTIALS) {
          return connect();
        }
        return second == CREDENTIALS && credentials.isPresent()
            ? identify()
            : proxyFailed(
                second == 0xFF ? "accepts none of our methods" : "wants method " + second);
      }
      case CREDENTIALS -> {
        if (first != 1) {
          return proxyFailed("speaks version " + first + " of authentication (must be 1)");
        }
        return second == 0 ? connect() : proxyFailed("refuses our credentials: " + second);
      }
      case CONNECT -> {
        return connected();
      }
    }
    throw new IllegalStateException("state " + state);
  }

  private Step identify() {
    state = State.CREDENTIALS;
    reply.clear().limit(2);
    byte[] text = credentials.orElseThrow().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(text.length);
    out.writeBytes(text);
    out.write(text.length);
    out.writeBytes(text);
    return Opening.say(out.toByteArray(), PATIENCE);
  }

  private Step connect() {
    state = State.CONNECT;
    reply.clear().limit(REPLY_HEAD);
    byte[] host = to.host().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int each : new int[] {VERSION, CONNECT, 0, NAME, host.length}) {
      out.write(each);
    }
    out.writeBytes(host);
    out.write(to.port() >>> 8);
    out.write(to.port());
    return Opening.say(out.toByteArray(), PATIENCE);
  }

  private Step connected() {
    if (reply.limit() > REPLY_HEAD) {
      return new Open(to.address());
    }
    if (at(0) != VERSION) {
      return proxyFailed("speaks version " + at(0) + " of SOCKS (must be 5)");
    }
    if (at(1) != 0) {
      return refused(at(1));
    }
    if (at(2) != 0) {
      return proxyFailed("sends " + at(2) + " where 0 is reserved");
    }
    int length =
        switch (at(3)) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> 1 + at(4);
          default -> -1;
        };
    if (length < 0) {
      return proxyFailed("names an address of kind " + at(3) + " (1, 3 or 4)");
    }
    reply.limit(4 + length + Short.BYTES);
    return MORE;
  }

  private int at(int index) {
    return reply.get(index) & 0xFF;
  }

  private Step proxyFailed(String what) {
    return new Failed("the proxy " + what, false);
  }

  /** What it answers is about the target, though a proxy cannot always know better. */
  private Step refused(int code) {
    return new Failed("the proxy cannot reach " + to + ": " + Reply.text(code), true);
  }

  /** Why a proxy does not connect, Tor's own codes included. */
  private enum Reply {
    GENERAL(1, "general failure"),
    NOT_ALLOWED(2, "connection not allowed"),
    NO_NETWORK(3, "network unreachable"),
    NO_HOST(4, "host unreachable"),
    REFUSED(5, "connection refused"),
    EXPIRED(6, "TTL expired"),
    NO_COMMAND(7, "protocol error: connect is not supported"),
    NO_KIND(8, "address type not supported"),
    NO_DESCRIPTOR(0xF0, "onion service descriptor cannot be found"),
    BAD_DESCRIPTOR(0xF1, "onion service descriptor is invalid"),
    NO_INTRODUCTION(0xF2, "onion service introduction failed"),
    NO_RENDEZVOUS(0xF3, "onion service rendezvous failed"),
    NO_AUTHORIZATION(0xF4, "onion service missing client authorization"),
    BAD_AUTHORIZATION(0xF5, "onion service wrong client authorization"),
    BAD_ADDRESS(0xF6, "onion service invalid address"),
    INTRODUCTION_TIMEOUT(0xF7, "onion service introduction timed out");

    private final int code;
    private final String text;

    Reply(int code, String text) {
      this.code = code;
      this.text = text;
    }

    static String text(int code) {
      return Arrays.stream(values())
          .filter(each -> each.code == code)
          .findFirst()
          .map(each -> each.text)
          .orElse("unknown code " + code);
    }
  }
}
