package org.patchbay.i2p;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.transport.Opening;
import org.patchbay.wire.MalformedException;

/**
 * A conversation with a SAM bridge on one socket: both agree on version 3.1, then a script goes on
 * (protocol-facts §19.4). Confined to the event loop of its socket.
 */
final class SamTalk implements Opening {
  /** For an answer (§9.4): the router may have to build tunnels first. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String VERSION = "3.1";

  private final Script script;
  private final SamLines lines = new SamLines();
  private boolean greeted;

  /** What is said and heard once the version is settled. Confined to the event loop. */
  interface Script {
    /** The first request. */
    Step begin();

    /**
     * A line came.
     *
     * @throws MalformedException when it cannot be read, which ends the conversation
     */
    Step line(String line) throws MalformedException;
  }

  SamTalk(Script script) {
    this.script = script;
  }

  @Override
  public Step begin() {
    return say("HELLO VERSION MIN=" + VERSION + " MAX=" + VERSION);
  }

  @Override
  public Step read(ByteBuffer in) {
    try {
      Optional<String> line = lines.take(in);
      if (line.isEmpty()) {
        return MORE;
      }
      return greeted ? script.line(line.get()) : greeting(SamReply.parse(line.get()));
    } catch (MalformedException flaw) {
      return failed("says what cannot be read: " + flaw.getMessage());
    }
  }

  private Step greeting(SamReply reply) {
    if (!reply.topic().equals("HELLO REPLY")) {
      return unexpected(reply, "HELLO VERSION");
    }
    if (!reply.ok() || !reply.get("VERSION").orElse("").equals(VERSION)) {
      return failed("does not speak version " + VERSION + " of SAM: " + reply.text());
    }
    greeted = true;
    return script.begin();
  }

  /** A request, to be answered in time. */
  static Step say(String request) {
    return say(CompletableFuture.completedFuture(request));
  }

  /** A request that may yet have to be made, to be answered in time. */
  static Step say(CompletionStage<String> request) {
    return new Say(
        request.thenApply(line -> (line + "\n").getBytes(StandardCharsets.US_ASCII)), PATIENCE);
  }

  /** From now on it says something when it likes. */
  static Step listen() {
    return Opening.say(new byte[0], Duration.ZERO);
  }

  /** Our way there fails, which tells nothing of a peer. */
  static Step failed(String what) {
    return new Failed("the SAM bridge " + what, false);
  }

  static Step refused(SamReply reply, String request) {
    return failed("refuses " + request + ": " + reply.text());
  }

  static Step unexpected(SamReply reply, String request) {
    return failed("answers to " + request + ": " + reply.text());
  }
}
