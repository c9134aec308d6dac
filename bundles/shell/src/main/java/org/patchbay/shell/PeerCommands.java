package org.patchbay.shell;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;

/** The peers: who is connected, who was, and by whose wish. */
@Component(
    service = {Commands.class, PeerCommands.class},
    property = {
      "osgi.command.scope=peer",
      "osgi.command.function=list",
      "osgi.command.function=show",
      "osgi.command.function=why",
      "osgi.command.function=metrics",
      "osgi.command.function=connect",
      "osgi.command.function=drop",
      "osgi.command.function=gone"
    })
public final class PeerCommands implements Commands {
  private static final int ANSWER_SECONDS = 15;

  private final Parts parts;

  @Activate
  public PeerCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "peer";
  }

  @Descriptor("lists the live peers, oldest first")
  public Table<PeerRow> list(String... words) {
    Arguments.expect("peer:list", words);
    long now = parts.loop().now();
    Stream<PeerRow> rows = parts.node().peers().stream().map(peer -> PeerRow.of(peer, now));
    return Table.of(rows, "no peers");
  }

  @Descriptor("shows all that is known of one peer, live or ended, with its messages")
  public PeerPage show(@Descriptor("ID: number of a peer, as peer:list shows it") String... words) {
    long id = id("peer:show ID", words);
    Node node = parts.node();
    long now = parts.loop().now();
    return node.peer(id)
        .map(peer -> PeerPage.of(peer, "", now))
        .or(() -> ended(node, id).map(gone -> pageOf(gone, now)))
        .orElseThrow(() -> unknown(node, id));
  }

  @Descriptor("says why a peer is connected, what keeps it and what speaks against it")
  public WhyPage why(@Descriptor("ID: number of a live peer") String... words) {
    long id = id("peer:why ID", words);
    Node node = parts.node();
    return node.peer(id)
        .flatMap(peer -> node.footing(id).map(footing -> WhyPage.of(peer, footing)))
        .orElseThrow(() -> unknown(node, id));
  }

  @Descriptor(
      "lists latency, last sign, misbehaviour, score, CPU time, bytes and queues of live peers")
  public Table<MetricsRow> metrics(String... words) {
    Arguments.expect("peer:metrics", words);
    long now = parts.loop().now();
    return Table.of(
        parts.node().peers().stream().map(peer -> MetricsRow.of(peer, now)), "no peers");
  }

  @Descriptor("connects to an address as a manual peer and shows it")
  public PeerRow connect(
      @Descriptor("HOST:PORT: for example 127.0.0.1:18444 or [2001:db8::1]:8333") String... words) {
    String word = Arguments.expect("peer:connect HOST:PORT", words)[0];
    Node node = parts.node();
    long id = answer("connecting to " + word, node.connect(address(word)));
    long now = parts.loop().now();
    return node.peer(id)
        .map(peer -> PeerRow.of(peer, now))
        .orElseThrow(
            () ->
                new Refused(
                    "peer %d at %s was connected and ended%s"
                        .formatted(
                            id,
                            word,
                            ended(node, id).map(gone -> ": " + gone.reason()).orElse(""))));
  }

  @Descriptor("drops a peer")
  public String drop(@Descriptor("ID: number of a live peer") String... words) {
    long id = id("peer:drop ID", words);
    Node node = parts.node();
    String who =
        node.peer(id).map(peer -> " " + peer.address() + " " + peer.userAgent()).orElse("");
    if (!answer("dropping peer " + id, node.drop(id, "peer:drop"))) {
      throw unknown(node, id);
    }
    return "dropped peer " + id + who;
  }

  @Descriptor("lists connections that ended, the latest last, and counts the reasons")
  public Table<EndedRow> gone(
      @Descriptor("[COUNT]: so many of the last 1000; 50 unless told") String... words) {
    int most = Arguments.count("peer:gone [COUNT]", 50, words);
    Node node = parts.node();
    long now = parts.loop().now();
    List<Node.Ended> ended = node.ended();
    Stream<EndedRow> rows =
        ended.stream().skip(Math.max(0, ended.size() - most)).map(gone -> EndedRow.of(gone, now));
    Stream<String> reasons =
        node.endedByReason().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getKey().label() + " " + entry.getValue());
    List<String> all = reasons.toList();
    Table<EndedRow> table = Table.of(rows, "no connection has ended");
    return all.isEmpty()
        ? table
        : table.with(List.of("since the start: " + String.join(", ", all)));
  }

  private static PeerPage pageOf(Node.Ended gone, long now) {
    String ended = "%s, %s ago".formatted(gone.reason(), Quantity.Age.since(gone.at(), now));
    return PeerPage.of(gone.peer(), ended, gone.at());
  }

  private static Optional<Node.Ended> ended(Node node, long id) {
    return node.ended().stream().filter(gone -> gone.peer().id() == id).findFirst();
  }

  private static long id(String usage, String... words) {
    return Arguments.number("peer", Arguments.expect(usage, words)[0], 0, Long.MAX_VALUE);
  }

  private static Refused unknown(Node node, long id) {
    List<Long> live = node.peers().stream().map(PeerView::id).toList();
    return new Refused("no peer %d (live: %s)".formatted(id, Arguments.some(live)));
  }

  private NetworkAddress address(String word) {
    try {
      return NetworkAddress.parse(word);
    } catch (IllegalArgumentException notNumeric) {
      return resolved(word);
    }
  }

  private NetworkAddress resolved(String word) {
    int colon = word.lastIndexOf(':');
    if (colon < 1) {
      throw new Refused("address \"%s\": HOST:PORT is wanted".formatted(word));
    }
    int port = (int) Arguments.number("port", word.substring(colon + 1), 1, 65_535);
    String host = word.substring(0, colon);
    if (namesAreForProxy()) {
      throw new Refused(
          "address \"%s\": names are for the proxy alone; name it in connect of patchbay.engine"
              .formatted(word));
    }
    try {
      return NetworkAddress.of(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new Refused("address \"%s\": host \"%s\" is not known".formatted(word, host));
    }
  }

  /** With a proxy for all, one look-up here would tell who runs the node (protocol-facts §19.2). */
  private boolean namesAreForProxy() {
    return parts.settings().entries().stream()
        .anyMatch(
            entry ->
                entry.pid().equals("patchbay.engine")
                    && entry.key().equals("proxy")
                    && !entry.value().isBlank());
  }

  private static <T> T answer(String what, CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new Refused(what + ": " + (cause.getMessage() == null ? cause : cause.getMessage()));
    } catch (TimeoutException e) {
      throw new Refused("%s: no answer within %d s".formatted(what, ANSWER_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(what + ": interrupted");
    }
  }
}
