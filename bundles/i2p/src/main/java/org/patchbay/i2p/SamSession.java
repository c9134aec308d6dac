package org.patchbay.i2p;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.NetworkAddress;

/**
 * One session with a router, which may be made again after it was lost. Confined to the node loop,
 * except {@link #standing}.
 *
 * <p>It stands as long as the socket on which it was asked for.
 */
final class SamSession {
  private static final String LANE = "i2p";

  private final Bridge bridge;
  private final Optional<KeyFile> keys;
  private Consumer<String> lost = reason -> {};

  /** Null while there is none and none is on its way. */
  private Attempt attempt;

  private volatile Standing standing;

  /**
   * A session that stands.
   *
   * @param id what the router calls it
   * @param address where it is reached
   */
  record Standing(String id, NetworkAddress address) {}

  /**
   * One that is not asked for yet.
   *
   * @param keys where the key of a lasting one is; empty for a passing one
   */
  SamSession(Bridge bridge, Optional<KeyFile> keys) {
    this.bridge = bridge;
    this.keys = keys;
  }

  /** Who is told, with a reason, that a session that stood does so no more. */
  void onLost(Consumer<String> listener) {
    lost = listener;
  }

  /** Makes it unless it stands or is on its way; fails with a message for people. */
  CompletionStage<Standing> stand() {
    if (attempt != null) {
      return attempt.promise;
    }
    attempt = new Attempt();
    CompletionStage<Standing> promise = attempt.promise;
    attempt.begin();
    return promise;
  }

  /** What stands now. */
  Optional<Standing> standing() {
    return Optional.ofNullable(standing);
  }

  /** Ends it, for a reason, unless another one stands by now. */
  void close(Standing which, String reason) {
    if (which.equals(standing)) {
      close(reason);
    }
  }

  /** Ends what stands or is on its way, for a reason. */
  void close(String reason) {
    if (attempt != null) {
      attempt.end(reason);
    }
  }

  /** What goes on under one name; what comes late from an earlier one changes nothing. */
  private final class Attempt implements SessionCreate.Listener {
    final CompletableFuture<Standing> promise = new CompletableFuture<>();
    private final String id = bridge.newId();
    private Cancellable socket = () -> {};

    void begin() {
      if (keys.isEmpty()) {
        talk(SessionCreate.passing(id, this));
        return;
      }
      bridge
          .workers()
          .run(
              LANE,
              keys.get()::read,
              new Workers.Answer<Optional<PrivateKey>>() {
                @Override
                public void done(Optional<PrivateKey> key) {
                  talk(SessionCreate.lasting(id, key, Attempt.this));
                }

                @Override
                public void failed(Exception cause) {
                  end(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
                }
              });
    }

    private void talk(SessionCreate script) {
      if (attempt == this) {
        socket =
            bridge
                .transport()
                .converse(
                    bridge.at(),
                    Bridge.CONNECTING,
                    new SamTalk(script),
                    reason -> bridge.loop().execute(() -> end(reason)));
      }
    }

    @Override
    public CompletionStage<Void> keep(PrivateKey made) {
      CompletableFuture<Void> kept = new CompletableFuture<>();
      bridge
          .workers()
          .run(
              LANE,
              () -> {
                keys.orElseThrow().write(made);
                return made;
              },
              new Workers.Answer<PrivateKey>() {
                @Override
                public void done(PrivateKey written) {
                  kept.complete(null);
                }

                @Override
                public void failed(Exception cause) {
                  kept.completeExceptionally(cause);
                }
              });
      return kept;
    }

    @Override
    public void stands(PrivateKey ours) {
      bridge
          .loop()
          .execute(
              () -> {
                if (attempt == this) {
                  standing = new Standing(id, ours.address());
                  promise.complete(standing);
                }
              });
    }

    void end(String reason) {
      if (attempt != this) {
        return;
      }
      boolean stood = standing != null;
      attempt = null;
      standing = null;
      socket.cancel();
      if (!stood) {
        promise.completeExceptionally(new IOException(reason));
      } else {
        lost.accept(reason);
      }
    }
  }
}
