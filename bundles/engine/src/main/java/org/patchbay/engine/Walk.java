package org.patchbay.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.fact.Fact.Nuisance;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.transport.Arrival;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/**
 * The way of one arrival: rate limit, phase, handlers, facts. Confined to the node loop.
 *
 * <p>Policies are asked while the arrival is still the head of its {@link Intake}, so that the step
 * can be run again; it leaves the head before the first handler is called, so that none is called
 * twice.
 */
final class Walk {
  /** Longest run of one type that is delivered at once. */
  static final int MAX_RUN = 100;

  /** Time a run should take at most, by what messages of its type took so far. */
  private static final long RUN_NANOS = 2_000_000;

  private static final long MIN_PAUSE = 1_000_000;
  private static final long MAX_PAUSE = 60_000_000_000L;

  private final World world;
  private final Policies policies;
  private final Verdicts verdicts;
  private final Calls calls;
  private final Sessions sessions;
  private final Greeting greeting;
  private final Closer closer;

  Walk(
      World world,
      Policies policies,
      Verdicts verdicts,
      Calls calls,
      Sessions sessions,
      Greeting greeting,
      Closer closer) {
    this.world = world;
    this.policies = policies;
    this.verdicts = verdicts;
    this.calls = calls;
    this.sessions = sessions;
    this.greeting = greeting;
    this.closer = closer;
    policies.rateLimit.onChange(this::resumeAll);
  }

  /** What one policy delayed is put to the next at once. */
  private void resumeAll() {
    for (Peer peer : world.peers.all()) {
      if (peer.intake.pause != null) {
        peer.intake.pause.cancel();
        resume(peer);
      }
    }
  }

  /**
   * Takes the head of a peer one step.
   *
   * @param begin now
   * @return the time afterwards
   */
  long step(Peer peer, long begin) {
    Intake intake = peer.intake;
    Arrival head = intake.head;
    if (head instanceof Arrival.Rejected rejected && rejected.flaw() == Arrival.Flaw.FRAMING) {
      deliverRun(peer);
      intake.head = null;
      String detail = rejected.detail();
      closer.close(peer, CloseReason.of(CloseReason.Code.BAD_FRAMING, detail));
      calls.settle();
      return begin;
    }
    MessageKind kind = kindOf(head);
    if (!intake.passed && !passes(peer, head, kind, begin)) {
      return begin;
    }
    PeerLines.received(peer, head.command(), head.wireBytes());
    if (head instanceof Arrival.Received received) {
      return received(peer, received, kind, begin);
    }
    deliverRun(peer);
    intake.head = null;
    intake.passed = false;
    rejected(peer, (Arrival.Rejected) head);
    return done(peer, kind, head, begin);
  }

  private MessageKind kindOf(Arrival arrival) {
    return arrival instanceof Arrival.Received received
        ? world.kinds.of(received.message())
        : world.kinds.ofCommand(arrival.command());
  }

  /** Asks the rate limit; answers false when the head is not to be handled now. */
  private boolean passes(Peer peer, Arrival head, MessageKind kind, long now) {
    Intake intake = peer.intake;
    RateLimit answer = policies.limit(peer, head.command(), head.wireBytes(), now);
    if (answer instanceof RateLimit.Pause pause) {
      deliverRun(peer);
      if (!intake.delayed) {
        intake.delayed = true;
        nuisance(peer, Nuisance.Kind.RATE_LIMITED, head.command() + " delayed");
      }
      pause(peer, Math.max(MIN_PAUSE, Math.min(MAX_PAUSE, pause.nanos())), now);
      return false;
    }
    if (answer instanceof RateLimit.Drop) {
      if (kind.droppable()) {
        intake.head = null;
        count(peer, kind, 1, head.wireBytes(), 0);
        intake.deficit -= Rounds.cost(head.wireBytes(), 0);
        nuisance(peer, Nuisance.Kind.RATE_LIMITED, head.command() + " dropped");
        return false;
      }
      policies.rateLimit.breach("wants to drop \"" + head.command() + "\"");
    } else if (answer instanceof RateLimit.Disconnect disconnect
        && verdicts.rateLimited(peer, disconnect.detail())) {
      deliverRun(peer);
      calls.settle();
      return false;
    }
    intake.passed = true;
    intake.delayed = false;
    return true;
  }

  private void pause(Peer peer, long nanos, long now) {
    Intake intake = peer.intake;
    if (!peer.open()) {
      return;
    }
    intake.pause = world.loop.after(Duration.ofNanos(nanos), () -> resume(peer));
    intake.mark(now);
  }

  private void resume(Peer peer) {
    peer.intake.pause = null;
    peer.intake.mark(world.now());
    world.wake.accept(peer);
  }

  private long received(Peer peer, Arrival.Received received, MessageKind kind, long begin) {
    Intake intake = peer.intake;
    Message message = received.message();
    if (intake.run != null && intake.runKind != kind) {
      deliverRun(peer);
    }
    if (!inPhase(peer, message, kind)) {
      intake.head = null;
      intake.passed = false;
      nuisance(peer, Nuisance.Kind.UNREQUESTED, kind.command() + " in " + phase(peer));
      return done(peer, kind, received, begin);
    }
    if (message instanceof Version version && !greeting.admit(peer, version, begin)) {
      intake.head = null;
      calls.settle();
      return done(peer, kind, received, begin);
    }
    intake.head = null;
    intake.passed = false;
    intake.receivedAt = received.receivedAt();
    Subscription first = peer.subscriptions.first(kind);
    if (first == null) {
      if (kind == world.kinds.other()) {
        nuisance(peer, Nuisance.Kind.UNKNOWN_COMMAND, received.command());
      }
      return done(peer, kind, received, begin);
    }
    if (wantsRuns(first)) {
      return collect(peer, received, kind, begin);
    }
    for (Subscription each = first; each != null && peer.open(); each = each.next) {
      calls.deliver(each, message);
    }
    calls.settle();
    return done(peer, kind, received, begin);
  }

  private static boolean wantsRuns(Subscription chain) {
    for (Subscription each = chain; each != null; each = each.next) {
      if (each.batch()) {
        return true;
      }
    }
    return false;
  }

  /** Adds a message to the run of its type, which is delivered once it is long enough. */
  private long collect(Peer peer, Arrival.Received received, MessageKind kind, long begin) {
    Intake intake = peer.intake;
    int bytes = received.wireBytes();
    if (intake.run == null) {
      intake.run = new ArrayList<>();
      intake.runKind = kind;
      intake.runSince = received.receivedAt();
      intake.runBytes = 0;
    }
    intake.run.add(received.message());
    intake.runBytes += bytes;
    count(peer, kind, 1, bytes, 0);
    intake.deficit -= Rounds.cost(bytes, kind.meanNanos());
    long bound = Math.max(1, Math.min(MAX_RUN, RUN_NANOS / Math.max(1, kind.meanNanos())));
    if (intake.run.size() >= bound) {
      deliverRun(peer);
      return world.now();
    }
    return begin;
  }

  /** Delivers the run that was collected; answers false when there is none. */
  boolean deliverRun(Peer peer) {
    Intake intake = peer.intake;
    List<Message> run = intake.run;
    if (run == null) {
      return false;
    }
    intake.run = null;
    long begin = world.now();
    MessageKind kind = intake.runKind;
    List<Message> shared = List.copyOf(run);
    for (Subscription each = peer.subscriptions.first(kind); each != null; each = each.next) {
      if (each.batch() && peer.open()) {
        calls.deliver(each, shared);
      } else {
        for (int i = 0; i < shared.size() && peer.open(); i++) {
          calls.deliver(each, shared.get(i));
        }
      }
    }
    calls.settle();
    long nanos = world.now() - begin;
    kind.took(nanos / run.size());
    count(peer, kind, 0, 0, nanos);
    world.observers.received(
        peer, kind, run.size(), intake.runBytes, begin - intake.runSince, nanos);
    return true;
  }

  /** §5.0: what is processed before the handshake is done, and once only. */
  private static boolean inPhase(Peer peer, Message message, MessageKind kind) {
    boolean version = message instanceof Version;
    return switch (peer.state()) {
      case AWAITING_VERSION -> version;
      case AWAITING_VERACK -> message instanceof Verack || kind.negotiation();
      case ESTABLISHED -> !version && !(message instanceof Verack);
      case CLOSING -> false;
    };
  }

  private static String phase(Peer peer) {
    return switch (peer.state()) {
      case AWAITING_VERSION -> "wait of version";
      case AWAITING_VERACK -> "wait of verack";
      case ESTABLISHED, CLOSING -> "an established session";
    };
  }

  private void rejected(Peer peer, Arrival.Rejected rejected) {
    String detail = rejected.command() + ": " + rejected.detail();
    switch (rejected.flaw()) {
      case CHECKSUM -> nuisance(peer, Nuisance.Kind.CHECKSUM, detail);
      case COMMAND, PAYLOAD -> nuisance(peer, Nuisance.Kind.MALFORMED, detail);
      case TOO_MANY -> {
        if (peer.state() == PeerState.ESTABLISHED) {
          sessions.report(peer, Fact.offence(Fact.Offence.Kind.TOO_MANY_ENTRIES, detail));
          calls.settle();
        } else {
          nuisance(peer, Nuisance.Kind.UNREQUESTED, detail);
        }
      }
      case FRAMING -> throw new IllegalStateException("framing was handled before");
    }
  }

  private void nuisance(Peer peer, Nuisance.Kind kind, String detail) {
    sessions.report(peer, Fact.nuisance(kind, detail));
    calls.settle();
  }

  private long done(Peer peer, MessageKind kind, Arrival arrival, long begin) {
    long end = world.now();
    long nanos = end - begin;
    int bytes = arrival.wireBytes();
    kind.took(nanos);
    count(peer, kind, 1, bytes, nanos);
    peer.intake.deficit -= Rounds.cost(bytes, nanos);
    policies.rateLimit.suspect(nanos);
    world.observers.received(peer, kind, 1, bytes, begin - arrival.receivedAt(), nanos);
    return end;
  }

  private void count(Peer peer, MessageKind kind, int messages, long bytes, long nanos) {
    peer.tallyIn.add(kind, messages, bytes, nanos);
    world.received.add(kind, messages, bytes, nanos);
    peer.processingTime += nanos;
  }
}
