package org.patchbay.i2p;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Opening.Step;
import org.patchbay.wire.MalformedException;

/**
 * Makes a session, which stands as long as its socket (protocol-facts §19.4): a lasting one of a
 * key that is kept, made first where there is none, or a passing one of a key that nobody keeps.
 *
 * <p>A lasting session has three tunnels each way, a passing one, of which there may be many, one.
 */
final class SessionCreate implements SamTalk.Script {
  private static final String GENERATE = "DEST GENERATE";
  private static final String CREATE = "SESSION CREATE";

  /** Ed25519. */
  private static final String SIGNATURE = " SIGNATURE_TYPE=7";

  private final String id;
  private final boolean lasting;
  private final Listener listener;
  private Optional<PrivateKey> key;
  private State state = State.GENERATING;

  private enum State {
    GENERATING,
    CREATING,
    STANDING
  }

  /** Told on the event loop. */
  interface Listener {
    /** Keeps a key that was made; the session is asked for once that is done. */
    CompletionStage<Void> keep(PrivateKey made);

    /** The session stands. */
    void stands(PrivateKey ours);
  }

  private SessionCreate(String id, boolean lasting, Optional<PrivateKey> key, Listener listener) {
    this.id = id;
    this.lasting = lasting;
    this.key = key;
    this.listener = listener;
  }

  /**
   * A lasting session.
   *
   * @param key empty when there is none yet
   */
  static SessionCreate lasting(String id, Optional<PrivateKey> key, Listener listener) {
    return new SessionCreate(id, true, key, listener);
  }

  /** A passing session. */
  static SessionCreate passing(String id, Listener listener) {
    return new SessionCreate(id, false, Optional.empty(), listener);
  }

  @Override
  public Step begin() {
    if (lasting && key.isEmpty()) {
      return SamTalk.say(GENERATE + SIGNATURE);
    }
    state = State.CREATING;
    return SamTalk.say(request());
  }

  private String request() {
    String destination = key.map(PrivateKey::text).orElse("TRANSIENT" + SIGNATURE);
    int tunnels = lasting ? 3 : 1;
    return CREATE
        + (" STYLE=STREAM ID=" + id + " DESTINATION=" + destination)
        + " i2cp.leaseSetEncType=4,0"
        + (" inbound.quantity=" + tunnels + " outbound.quantity=" + tunnels);
  }

  @Override
  public Step line(String line) throws MalformedException {
    return switch (state) {
      case GENERATING -> generated(SamReply.parse(line));
      case CREATING -> created(SamReply.parse(line));
      case STANDING -> news(SamReply.parse(line));
    };
  }

  private Step generated(SamReply reply) throws MalformedException {
    if (!reply.topic().equals("DEST REPLY")) {
      return SamTalk.unexpected(reply, GENERATE);
    }
    if (reply.get("PRIV").isEmpty()) {
      return SamTalk.refused(reply, GENERATE);
    }
    PrivateKey made = PrivateKey.parse(reply.get("PRIV").get());
    key = Optional.of(made);
    state = State.CREATING;
    return SamTalk.say(listener.keep(made).thenApply(kept -> request()));
  }

  private Step created(SamReply reply) throws MalformedException {
    if (!reply.topic().equals("SESSION STATUS")) {
      return SamTalk.unexpected(reply, CREATE);
    }
    if (!reply.ok()) {
      return SamTalk.refused(reply, CREATE);
    }
    PrivateKey ours =
        key.isPresent() ? key.get() : PrivateKey.parse(reply.get("DESTINATION").orElse(""));
    state = State.STANDING;
    listener.stands(ours);
    return SamTalk.listen();
  }

  /** Nothing has to be said on it any more; that all is over may be. */
  private static Step news(SamReply reply) {
    boolean over = reply.topic().equals("SESSION STATUS") && !reply.ok();
    return over ? SamTalk.failed("ends the session: " + reply.text()) : Opening.MORE;
  }
}
