package org.patchbay.rpc;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a caller may speak, by the head of his request alone: in Bitcoin Core's order by where he
 * comes from, method, path and password. Before the path, a request with an {@code Origin} is
 * refused: it is of a page in somebody's browser.
 */
final class Reception {
  private static final Set<HttpMethod> KNOWN =
      Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD, HttpMethod.PUT);

  private Reception() {}

  /** What became of the look at a head. */
  sealed interface Verdict {}

  /** He may speak, under that name. */
  record Welcome(String user) implements Verdict {}

  /**
   * He may not.
   *
   * @param guess whether he gave a wrong name or password
   */
  record Refused(int status, String sentence, boolean guess) implements Verdict {}

  static Verdict look(HttpRequest head, SocketAddress from, Terms terms) {
    if (!terms.guests().may(from)) {
      return new Refused(Reply.FORBIDDEN, "", false);
    } else if (!KNOWN.contains(head.method())) {
      return new Refused(Reply.BAD_METHOD, "", false);
    } else if (head.headers().contains(HttpHeaderNames.ORIGIN)) {
      return new Refused(
          Reply.FORBIDDEN, "Requests of web pages, which have an Origin, are refused", false);
    } else if (!head.uri().equals("/")) {
      return new Refused(Reply.NOT_FOUND, "", false);
    } else if (!head.method().equals(HttpMethod.POST)) {
      return new Refused(Reply.BAD_METHOD, "JSONRPC server handles only POST requests", false);
    }
    String proof = head.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (proof == null) {
      return new Refused(Reply.UNAUTHORIZED, "", false);
    }
    Optional<String> user = terms.credentials().user(proof);
    return user.isPresent() ? new Welcome(user.get()) : new Refused(Reply.UNAUTHORIZED, "", true);
  }
}
