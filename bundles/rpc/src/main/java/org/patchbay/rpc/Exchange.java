package org.patchbay.rpc;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of one request, its calls one after the other, and the reply. Handed from worker to
 * worker, one at a time; {@link #abandon} comes from any thread.
 *
 * <p>As Bitcoin Core: what is no call is answered with 400 even in JSON-RPC 2.0; an error of a
 * single call in 1.0 has a status of its own, in 2.0 and in a batch it is 200.
 */
final class Exchange {
  /** Characters of all answers to one body. */
  static final int MAX_REPLY = 32 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Dispatch dispatch;
  private final Whitelist whitelist;
  private final String user;
  private final Executor workers;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private final JsonText text = new JsonText(MAX_REPLY);
  private List<?> batch = List.of();
  private int next;
  private volatile CompletableFuture<?> waiting;
  private volatile boolean abandoned;

  Exchange(Dispatch dispatch, Whitelist whitelist, String user, Executor workers) {
    this.dispatch = dispatch;
    this.whitelist = whitelist;
    this.user = user;
    this.workers = workers;
  }

  /** The caller has gone: nothing waits on his behalf any more. */
  void abandon() {
    abandoned = true;
    CompletableFuture<?> call = waiting;
    if (call != null) {
      call.cancel(true);
    }
  }

  /** Answers a body, on the calling worker as far as nothing is answered later. */
  CompletableFuture<Reply> answer(byte[] body) {
    Object request;
    try {
      request = JsonReader.read(body);
    } catch (IOException e) {
      LOG.debug("a body that is no JSON: {}", e.getMessage());
      refuse(Envelope.UNKNOWN, new RpcException(RpcCode.PARSE_ERROR, "Parse error"));
      return reply;
    }
    if (whitelist.silences(user)) {
      LOG.warn("RPC user {} may call no methods", user);
      reply.complete(Reply.of(Reply.FORBIDDEN));
    } else if (request instanceof JsonObject call) {
      single(call);
    } else if (request instanceof List<?> calls) {
      batch(calls);
    } else {
      refuse(
          Envelope.UNKNOWN, new RpcException(RpcCode.PARSE_ERROR, "Top-level object parse error"));
    }
    return reply;
  }

  private void single(JsonObject call) {
    Envelope envelope = Envelope.unversioned(call);
    String method;
    Object params;
    try {
      envelope = Envelope.of(call);
      method = Envelope.method(call);
      params = Envelope.params(call);
    } catch (RpcException e) {
      refuse(envelope, e);
      return;
    }
    if (!allowed(method)) {
      reply.complete(Reply.of(Reply.FORBIDDEN));
      return;
    }
    Envelope known = envelope;
    call(
        method,
        params,
        (value, error) -> {
          if (known.notification()) {
            reply.complete(Reply.of(Reply.NO_CONTENT));
          } else if (error != null && !known.second()) {
            refuse(known, error);
          } else {
            write(known, value, error);
            reply.complete(Reply.json(Reply.OK, text));
          }
        },
        () -> {});
  }

  private void batch(List<?> calls) {
    if (whitelist.methods().containsKey(user)) {
      for (Object call : calls) {
        if (!(call instanceof JsonObject one)) {
          refuse(
              Envelope.UNKNOWN,
              new RpcException(RpcCode.INVALID_REQUEST, "Invalid Request object"));
          return;
        }
        if (!allowed(String.valueOf(one.get("method")))) {
          reply.complete(Reply.of(Reply.FORBIDDEN));
          return;
        }
      }
    }
    batch = calls;
    text.append('[');
    step();
  }

  /** Answers calls of the batch until one is answered later. */
  private void step() {
    while (next < batch.size()) {
      Object call = batch.get(next);
      next++;
      if (!one(call)) {
        return;
      }
    }
    if (text.length() == 1 && !batch.isEmpty()) {
      reply.complete(Reply.of(Reply.NO_CONTENT));
    } else {
      reply.complete(Reply.json(Reply.OK, text.append(']')));
    }
  }

  /** Whether it is answered. */
  private boolean one(Object element) {
    if (!(element instanceof JsonObject call)) {
      element(
          Envelope.UNKNOWN,
          null,
          new RpcException(RpcCode.INVALID_REQUEST, "Invalid Request object"));
      return true;
    }
    Envelope envelope = Envelope.unversioned(call);
    String method;
    Object params;
    try {
      envelope = Envelope.of(call);
      method = Envelope.method(call);
      params = Envelope.params(call);
    } catch (RpcException e) {
      element(envelope, null, e);
      return true;
    }
    Envelope known = envelope;
    return call(method, params, (value, error) -> element(known, value, error), this::step);
  }

  private void element(Envelope envelope, Object value, RpcException error) {
    if (envelope.notification()) {
      return;
    }
    if (text.length() > 1) {
      text.append(',');
    }
    write(envelope, value, error);
  }

  /** Takes the outcome of a call: a value, or an error. */
  @FunctionalInterface
  private interface Outcome {
    void of(Object value, RpcException error);
  }

  /**
   * Calls a method; whether it has answered.
   *
   * @param later what follows the outcome where it has not
   */
  private boolean call(String method, Object params, Outcome outcome, Runnable later) {
    CompletableFuture<?> answer;
    if (LOG.isDebugEnabled()) {
      LOG.debug("method={} user={}", Shown.text(method), user);
    }
    try {
      answer = dispatch.call(user, method, params);
    } catch (Throwable thrown) { // A bug of one method costs one call.
      outcome.of(null, error(method, thrown));
      return true;
    }
    if (answer.isDone()) {
      done(method, answer, outcome);
      return true;
    }
    waiting = answer;
    if (abandoned) {
      answer.cancel(true);
    }
    answer.whenCompleteAsync(
        (value, thrown) -> {
          waiting = null;
          outcome.of(value, thrown == null ? null : error(method, thrown));
          later.run();
        },
        workers);
    return false;
  }

  private static void done(String method, CompletableFuture<?> answer, Outcome outcome) {
    Object value = null;
    RpcException error = null;
    try {
      value = answer.join();
    } catch (CompletionException | CancellationException thrown) {
      error = error(method, thrown);
    }
    outcome.of(value, error);
  }

  private static RpcException error(String method, Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof RpcException error) {
      return error;
    } else if (cause instanceof CancellationException) {
      return new RpcException(RpcCode.CLIENT_NOT_CONNECTED, "Shutting down");
    }
    LOG.error("RPC method {} failed", method, cause);
    return new RpcException(
        RpcCode.INTERNAL_ERROR, "Internal error in " + method + "; the log says more");
  }

  /** Appends the answer to a call; an answer that cannot be written becomes an error. */
  private void write(Envelope envelope, Object value, RpcException error) {
    JsonText.Mark before = text.mark();
    RpcException failed = error;
    if (error == null) {
      try {
        text.value(envelope.result(value));
        return;
      } catch (RpcException tooLong) {
        failed = tooLong;
      } catch (RuntimeException e) {
        failed = error("that answered " + value.getClass().getName(), e);
      }
      text.back(before);
    }
    text.last(envelope.error(failed.code(), failed.getMessage()));
  }

  private void refuse(Envelope envelope, RpcException error) {
    int status =
        switch (error.code()) {
          case RpcCode.INVALID_REQUEST -> Reply.BAD_REQUEST;
          case RpcCode.METHOD_NOT_FOUND -> Reply.NOT_FOUND;
          default -> Reply.INTERNAL;
        };
    text.last(envelope.error(error.code(), error.getMessage()));
    reply.complete(Reply.json(status, text));
  }

  private boolean allowed(String method) {
    boolean allowed = whitelist.allows(user, method);
    if (!allowed) {
      LOG.warn("RPC user {} may not call method {}", user, Shown.text(method));
    }
    return allowed;
  }
}
