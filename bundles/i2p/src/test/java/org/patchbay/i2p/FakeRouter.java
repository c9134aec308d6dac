package org.patchbay.i2p;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.TransportStats;
import org.patchbay.sim.VirtualLoop;

/**
 * A transport whose only other end is a router that answers as SAM 3.1 has it, unless a test says
 * what else. Confined to the thread of a test.
 */
final class FakeRouter implements Transport {
  static final InetSocketAddress AT = new InetSocketAddress("127.0.0.1", 7656);

  final List<Socket> sockets = new ArrayList<>();

  /** Every request in order. */
  final List<String> said = new ArrayList<>();

  private final VirtualLoop loop;
  private final Map<String, String> answers = new HashMap<>();
  private boolean down;
  private int keys = 100;

  FakeRouter(VirtualLoop loop) {
    this.loop = loop;
  }

  /** Nothing listens there; who is connected loses the connection. */
  void stop() {
    down = true;
    List.copyOf(sockets).forEach(Socket::cut);
  }

  void start() {
    down = false;
  }

  /**
   * Another answer to requests.
   *
   * @param request how they begin
   * @param answer empty for none
   */
  void answer(String request, String answer) {
    answers.put(request, answer);
  }

  void answerAsEver(String request) {
    answers.remove(request);
  }

  /** Requests that begin so. */
  long count(String request) {
    return said.stream().filter(each -> each.startsWith(request)).count();
  }

  /** The last socket on which that was said. */
  Socket last(String request) {
    for (int i = sockets.size() - 1; i >= 0; i--) {
      if (sockets.get(i).said.stream().anyMatch(each -> each.startsWith(request))) {
        return sockets.get(i);
      }
    }
    throw new AssertionError(request + " was not said: " + said);
  }

  long open() {
    return sockets.stream().filter(each -> !each.closed).count();
  }

  private String reply(String request) {
    for (Map.Entry<String, String> each : answers.entrySet()) {
      if (request.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    if (request.startsWith("HELLO VERSION")) {
      return "HELLO REPLY RESULT=OK VERSION=3.1";
    }
    if (request.startsWith("DEST GENERATE")) {
      int made = keys++;
      return "DEST REPLY PUB=" + Keys.destination(made) + " PRIV=" + Keys.key(made).text();
    }
    if (request.startsWith("SESSION CREATE")) {
      String key = request.replaceAll(".* DESTINATION=(\\S+) .*", "$1");
      String ours = key.equals("TRANSIENT") ? Keys.key(keys++).text() : key;
      return "SESSION STATUS RESULT=OK DESTINATION=" + ours;
    }
    if (request.startsWith("NAMING LOOKUP NAME=")) {
      String name = request.substring("NAMING LOOKUP NAME=".length());
      for (int i = 0; i < 20; i++) {
        if (Keys.key(i).address().host().equals(name)) {
          return "NAMING REPLY RESULT=OK NAME=" + name + " VALUE=" + Keys.destination(i);
        }
      }
      return "NAMING REPLY RESULT=KEY_NOT_FOUND NAME=" + name;
    }
    return "STREAM STATUS RESULT=OK";
  }

  /** One socket that the node opened. */
  final class Socket implements Cancellable {
    final List<String> said = new ArrayList<>();
    private final Opening opening;
    private final Passage.Failure failed;
    private Cancellable impatience = () -> {};
    boolean closed;

    /** Set once it is a link. */
    Opening.Open peer;

    Socket(Opening opening, Passage.Failure failed) {
      this.opening = opening;
      this.failed = failed;
      sockets.add(this);
      loop.execute(this::begin);
    }

    private void begin() {
      if (down) {
        fail("Connection refused", false);
      } else {
        follow(opening.begin());
      }
    }

    /** The router says something. */
    void say(String line) {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining() && !closed && peer == null) {
        follow(opening.read(bytes));
      }
    }

    /** The connection is gone. */
    void cut() {
      fail("the other end closed the connection", false);
    }

    private void follow(Opening.Step step) {
      if (step instanceof Opening.Say say) {
        impatience.cancel();
        if (!say.patience().isZero()) {
          impatience = loop.after(say.patience(), () -> fail("no answer", false));
        }
        say.say()
            .whenComplete(
                (bytes, flaw) -> {
                  if (flaw != null) {
                    fail(flaw.getCause().getMessage(), false);
                  } else if (bytes.length > 0 && !closed) {
                    heard(new String(bytes, StandardCharsets.US_ASCII).strip());
                  }
                });
      } else if (step instanceof Opening.Open open) {
        impatience.cancel();
        peer = open;
      } else if (step instanceof Opening.Failed why) {
        fail(why.reason(), why.ofTarget());
      }
    }

    private void heard(String request) {
      said.add(request);
      FakeRouter.this.said.add(request);
      String answer = reply(request);
      if (!answer.isEmpty()) {
        loop.execute(() -> say(answer));
      }
    }

    private void fail(String reason, boolean ofTarget) {
      if (!closed && peer == null) {
        closed = true;
        impatience.cancel();
        failed.failed(reason, ofTarget);
      }
    }

    @Override
    public void cancel() {
      loop.execute(this::cut);
    }
  }

  @Override
  public Cancellable converse(
      SocketAddress at, Duration timeout, Opening opening, Consumer<String> over) {
    return new Socket(opening, (reason, ofTarget) -> over.accept(reason));
  }

  @Override
  public Cancellable accept(
      Passage passage, Duration timeout, LinkEvents events, Passage.Failure failed) {
    return open(passage, failed);
  }

  @Override
  public void connect(
      Passage passage, Duration timeout, boolean tryV2, LinkEvents events, Passage.Failure failed) {
    open(passage, failed);
  }

  private Socket open(Passage passage, Passage.Failure failed) {
    return new Socket(
        passage.opening().orElseThrow(),
        (reason, ofTarget) -> {
          passage.left();
          failed.failed(reason, ofTarget);
        });
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public Endpoint listen(InetSocketAddress address, LinkEvents events) {
    throw new UnsupportedOperationException("no listening socket is needed");
  }

  @Override
  public void connect(
      InetSocketAddress target, Duration timeout, LinkEvents events, Failure failed) {
    throw new UnsupportedOperationException("not by I2P");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public TransportStats stats() {
    throw new UnsupportedOperationException("no sockets, no counters");
  }
}
