package org.patchbay.tor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/**
 * What is said on one control connection, from its first word to the onion service (protocol-facts
 * §19.3). Replies go in, steps come out. Confined to the thread of that connection.
 *
 * <p>Rule: PROTOCOLINFO; the password where one is configured, else nothing where that is enough,
 * else the cookie; the SOCKS listeners; ADD_ONION with the key of the last time or a new one,
 * defended by proof of work unless this Tor is too old for it. A cookie is used only towards
 * whoever proves to know it: anybody may listen on that port while Tor is down.
 */
final class Conversation {
  private static final String DEFENCE = " PoWDefensesEnabled=1";
  private static final String NEW_KEY = "NEW:ED25519-V3";
  private static final String ONION = ".onion";

  private final Terms terms;
  private final OnionKey key;
  private final Cookies cookies;
  private final Supplier<byte[]> nonces;
  private final Found found;
  private Function<Reply, Step> expected = this::unexpected;

  Conversation(Terms terms, OnionKey key, Cookies cookies, Supplier<byte[]> nonces, Found found) {
    this.terms = terms;
    this.key = key;
    this.cookies = cookies;
    this.nonces = nonces;
    this.found = found;
  }

  /**
   * What is wanted.
   *
   * @param password of the operator; empty for none
   * @param port of the onion service
   * @param target where Tor connects for those who come; empty for no service
   */
  record Terms(String password, int port, Optional<InetSocketAddress> target) {}

  /** Reads the cookie file that Tor names. */
  interface Cookies {
    byte[] read(String name) throws IOException;
  }

  /** Told what came of it. */
  interface Found {
    /** Tor takes SOCKS connections there. */
    void socks(SocketAddress at);

    /** The onion service stands, as long as this connection does. */
    void onion(NetworkAddress address);

    /** The new service will have another address next time. */
    void keyNotKept(String reason);
  }

  /** What follows. */
  sealed interface Step {}

  /** A line to be said, without its end; then the reply is waited for. */
  record Say(String line) implements Step {}

  /** All is said; the connection is kept. */
  record Settled() implements Step {}

  /** It cannot be now; the connection is of no use. */
  record Failed(String reason) implements Step {}

  Step begin() {
    return say("PROTOCOLINFO 1", this::information);
  }

  /** Takes a reply that is no event. */
  Step take(Reply reply) {
    return expected.apply(reply);
  }

  private Step say(String line, Function<Reply, Step> next) {
    expected = next;
    return new Say(line);
  }

  private Step unexpected(Reply reply) {
    return new Failed("it said what nobody asked for: " + reply);
  }

  private Step information(Reply reply) {
    if (!reply.ok()) {
      return new Failed("it did not say how to authenticate: " + reply);
    }
    try {
      Map<String, String> told = Fields.keyed(reply.after("AUTH ").orElse(""));
      List<String> methods = Arrays.asList(told.getOrDefault("METHODS", "").split(","));
      return authenticate(methods, told.get("COOKIEFILE"));
    } catch (MalformedException flaw) {
      return new Failed("it did not say how to authenticate: " + flaw.getMessage());
    }
  }

  private Step authenticate(List<String> methods, String cookieFile) {
    if (!terms.password().isEmpty()) {
      return methods.contains("HASHEDPASSWORD")
          ? say("AUTHENTICATE " + Fields.quoted(terms.password()), this::authenticated)
          : new Failed("it takes no password, but " + known(methods));
    }
    if (methods.contains("NULL")) {
      return say("AUTHENTICATE", this::authenticated);
    }
    if (methods.contains("SAFECOOKIE") && cookieFile != null) {
      return challenge(cookieFile);
    }
    return new Failed(
        methods.contains("HASHEDPASSWORD")
            ? "it wants a password: set password of patchbay.tor"
            : "it can be told in no known way who we are, but by " + known(methods));
  }

  private static String known(List<String> methods) {
    return Text.printable(String.join(", ", methods));
  }

  private Step challenge(String cookieFile) {
    byte[] cookie;
    try {
      cookie = cookies.read(cookieFile);
    } catch (IOException e) {
      return new Failed(e.getMessage());
    }
    byte[] ours = nonces.get();
    return say(
        "AUTHCHALLENGE SAFECOOKIE " + HexFormat.of().formatHex(ours),
        reply -> challenged(reply, cookie, ours));
  }

  private Step challenged(Reply reply, byte[] cookie, byte[] ours) {
    if (!reply.ok()) {
      return new Failed("it did not prove that it knows the cookie: " + reply);
    }
    try {
      Map<String, String> told = Fields.keyed(reply.after("AUTHCHALLENGE ").orElse(""));
      SafeCookie safe = new SafeCookie(cookie, ours, bytes(told, "SERVERNONCE"));
      return safe.provenBy(bytes(told, "SERVERHASH"))
          ? say("AUTHENTICATE " + HexFormat.of().formatHex(safe.proof()), this::authenticated)
          : new Failed("it does not know the cookie: it may not be Tor");
    } catch (MalformedException flaw) {
      return new Failed("it did not prove that it knows the cookie: " + flaw.getMessage());
    }
  }

  private static byte[] bytes(Map<String, String> told, String key) throws MalformedException {
    String hex = told.getOrDefault(key, "");
    try {
      if (hex.length() == 2 * SafeCookie.SIZE) {
        return HexFormat.of().parseHex(hex);
      }
    } catch (IllegalArgumentException flaw) {
      // Said below.
    }
    throw new MalformedException(
        "%s \"%s\" (must be 64 hex digits)".formatted(key, Text.printable(hex)));
  }

  private Step authenticated(Reply reply) {
    return reply.ok()
        ? say("GETINFO " + Listeners.KEY, this::listeners)
        : new Failed("it does not let us in: " + reply);
  }

  private Step listeners(Reply reply) {
    found.socks(Listeners.choose(reply));
    if (terms.target().isEmpty()) {
      return settled();
    }
    try {
      return add(key.read(), true);
    } catch (IOException e) {
      return new Failed(e.getMessage());
    }
  }

  private Step add(Optional<String> kept, boolean defended) {
    InetSocketAddress target = terms.target().orElseThrow();
    return say(
        "ADD_ONION %s%s Port=%d,%s"
            .formatted(
                kept.orElse(NEW_KEY),
                defended ? DEFENCE : "",
                terms.port(),
                NetworkAddress.of(target)),
        reply -> added(reply, kept, defended));
  }

  private Step added(Reply reply, Optional<String> kept, boolean defended) {
    if (reply.status() == Reply.SYNTAX_ERROR && defended) {
      return add(kept, false);
    }
    if (!reply.ok()) {
      return new Failed("it made no onion service: " + reply);
    }
    String id = reply.after("ServiceID=").orElse("");
    NetworkAddress address;
    try {
      address = NetworkAddress.parse(id + ONION + ":" + terms.port());
    } catch (IllegalArgumentException flaw) {
      return new Failed("the onion service has no address: \"" + Text.printable(id) + "\"");
    }
    if (kept.isEmpty()) {
      keep(reply.after("PrivateKey=").orElse(""));
    }
    found.onion(address);
    return settled();
  }

  private void keep(String fresh) {
    if (!OnionKey.isKey(fresh)) {
      found.keyNotKept("it did not tell the key of the onion service");
      return;
    }
    try {
      key.write(fresh);
    } catch (IOException e) {
      found.keyNotKept(e.getMessage());
    }
  }

  private Step settled() {
    expected = this::unexpected;
    return new Settled();
  }
}
