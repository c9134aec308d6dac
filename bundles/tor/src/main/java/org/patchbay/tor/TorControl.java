package org.patchbay.tor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a control connection: connects, lets a {@link Conversation} find what there is, waits until
 * the connection ends, and begins anew after a wait. Runs on one thread; {@link #target}, {@link
 * #end} and {@link #finding} may be called from any.
 *
 * <p>Rule: the onion service is gone with its connection, so is our claim of it. The way into Tor
 * is gone when Tor is; it stays when only the service could not be made.
 */
final class TorControl implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TorControl.class);

  /** For an answer. Tor's come at once; a stranger on its port may never answer. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** One complaint is not repeated sooner. */
  private static final long QUIET = TimeUnit.HOURS.toNanos(1);

  private final Port port;
  private final LongSupplier now;
  private final Openings openings;
  private final Standing standing;
  private final String place;
  private final Backoff backoff = new Backoff();
  private final ByteBuffer in = ByteBuffer.allocate(4096);
  private volatile Optional<InetSocketAddress> target = Optional.empty();
  private volatile boolean ending;
  private volatile Finding finding = Finding.fine("Tor was not asked yet");
  private Optional<InetSocketAddress> used = Optional.empty();
  private Optional<NetworkAddress> onion = Optional.empty();
  private String complaint = "";
  private long complainedAt;

  /**
   * A control connection to be kept by {@link #run}.
   *
   * @param now monotonic nanoseconds
   * @param place of the control port, for people
   */
  TorControl(Port port, LongSupplier now, Openings openings, Standing standing, String place) {
    this.port = port;
    this.now = now;
    this.openings = openings;
    this.standing = standing;
    this.place = place;
  }

  /** Makes a conversation for each connection. */
  interface Openings {
    Conversation with(Optional<InetSocketAddress> target, Conversation.Found found);
  }

  /** Why an attempt is over, and whether Tor itself is gone. */
  private record Over(String reason, boolean gone) {}

  /** Where the onion service is to lead; whoever changes it wakes the port too. */
  void target(Optional<InetSocketAddress> at) {
    target = at;
  }

  /** Ends {@link #run} as soon as the port is woken. */
  void end() {
    ending = true;
  }

  /** How it is, for health. */
  Finding finding() {
    return finding;
  }

  @Override
  public void run() {
    while (!ending) {
      Over over = attempt();
      port.disconnect();
      standing.notReached();
      onion = Optional.empty();
      if (over.gone()) {
        standing.noWay();
      }
      if (!interrupted()) {
        pause();
      }
    }
    standing.noWay();
  }

  private Over attempt() {
    Over over;
    try {
      used = target;
      port.connect();
      over = converse(openings.with(used, new Finder()));
    } catch (ConnectException e) {
      over = new Over("no Tor at " + place + " (" + e.getMessage() + ")", true);
      finding = Finding.fine(over.reason());
      complain(over.reason() + ": it is looked for again and again", false);
      return over;
    } catch (IOException e) {
      over = new Over("the control connection to " + place + " failed: " + e.getMessage(), true);
    } catch (MalformedException flaw) {
      over = new Over("what " + place + " says is not Tor's: " + flaw.getMessage(), true);
    } catch (RuntimeException bug) {
      LOG.error("Tor control", bug);
      over = new Over("Tor control: " + bug, true);
    }
    if (!interrupted()) {
      finding = Finding.warning(over.reason());
      complain(over.reason(), true);
    }
    return over;
  }

  private Over converse(Conversation conversation) throws IOException, MalformedException {
    ReplyParser parser = new ReplyParser();
    in.clear().flip();
    Conversation.Step step = conversation.begin();
    while (true) {
      if (step instanceof Conversation.Failed failed) {
        return new Over("Tor at " + place + ": " + failed.reason(), false);
      }
      long patience = 0;
      if (step instanceof Conversation.Say say) {
        port.send((say.line() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        patience = ANSWER.toNanos();
      } else {
        settled();
      }
      Optional<Reply> reply = next(parser, patience);
      if (reply.isEmpty()) {
        return new Over("the onion service is to lead elsewhere", false);
      }
      step = conversation.take(reply.get());
    }
  }

  private void settled() {
    backoff.reset();
    complaint = "";
    finding =
        Finding.fine(
            onion
                .map(address -> "others reach us at " + address + " by Tor at " + place)
                .orElse("a way into Tor by " + place + ", and no onion service: nothing listens"));
  }

  /** The next reply that is no event; empty when we were interrupted. */
  private Optional<Reply> next(ReplyParser parser, long patience)
      throws IOException, MalformedException {
    long end = now.getAsLong() + patience;
    while (!interrupted()) {
      Optional<Reply> reply = parser.read(in);
      if (reply.isPresent() && !reply.get().event()) {
        return reply;
      }
      if (reply.isEmpty()) {
        long left = patience == 0 ? 0 : end - now.getAsLong();
        if (left < 0 || patience > 0 && left == 0) {
          throw new IOException("no answer within " + ANSWER.toSeconds() + " s");
        }
        fill(Duration.ofNanos(left));
      }
    }
    return Optional.empty();
  }

  private void fill(Duration patience) throws IOException {
    in.clear();
    int count = port.read(in, patience);
    in.flip();
    if (count < 0) {
      throw new IOException("it was closed");
    }
  }

  private boolean interrupted() {
    return ending || !used.equals(target);
  }

  private void pause() {
    long end = now.getAsLong() + backoff.next().toNanos();
    try {
      for (long left = end - now.getAsLong();
          left > 0 && !interrupted();
          left = end - now.getAsLong()) {
        port.pause(Duration.ofNanos(left));
      }
    } catch (IOException e) {
      throw new IllegalStateException("no selector", e);
    }
  }

  private void complain(String reason, boolean loud) {
    long at = now.getAsLong();
    if (reason.equals(complaint) && at - complainedAt < QUIET) {
      LOG.debug("{}", reason);
      return;
    }
    complaint = reason;
    complainedAt = at;
    if (loud) {
      LOG.warn("{}", reason);
    } else {
      LOG.info("{}", reason);
    }
  }

  private final class Finder implements Conversation.Found {
    @Override
    public void socks(SocketAddress at) {
      LOG.debug("Tor at {} takes SOCKS connections at {}", place, at);
      standing.way(at);
    }

    @Override
    public void onion(NetworkAddress address) {
      onion = Optional.of(address);
      LOG.info("others reach this node at {}, an onion service", address);
      standing.reachedAt(address);
    }

    @Override
    public void keyNotKept(String reason) {
      LOG.error("the onion service will have another address next time: {}", reason);
    }
  }
}
