package org.patchbay.api.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One method: what it is called, what it takes and answers, and who answers. Immutable.
 *
 * <p>It is called on a thread of the RPC server, never on the node loop, and may wait there for
 * something short: the loop, a disk. What may take long answers by a stage ({@link Builder#later}),
 * which the server cancels when the caller has gone or the server stops.
 *
 * @param category the heading in help: {@code network}, {@code blockchain}, {@code mining} …;
 *     {@code hidden} for what is there for tests alone
 * @param help what it does, in sentences
 * @param results what it may answer; one of them fits each answer
 */
public record RpcMethod(
    String name,
    String category,
    String help,
    List<Param> params,
    List<Result> results,
    Handler handler) {
  /** The category of what help does not list. */
  public static final String HIDDEN = "hidden";

  /** Copies. */
  public RpcMethod {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  /**
   * One shape of the answer.
   *
   * @param when the condition, for example {@code verbosity = 0}; empty for always
   */
  public record Result(String when, Shape shape) {}

  /** Answers calls. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers one call.
     *
     * @return the value, as {@link Shape} says; exceptionally with an {@link RpcException}
     * @throws RpcException for an answer that is an error
     */
    CompletionStage<?> answer(RpcCall call);
  }

  /** Answers calls at once. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Answers one call.
     *
     * @return the value, as {@link Shape} says
     * @throws RpcException for an answer that is an error
     */
    Object of(RpcCall call);
  }

  /** Begins a method. */
  public static Builder named(String name, String category) {
    return new Builder(name, category);
  }

  /**
   * A call with parameters by position.
   *
   * @throws RpcException when they are too few, too many or of wrong types
   */
  public RpcCall call(String user, List<?> positional) {
    return Binding.of(this, user, positional);
  }

  /**
   * A call with parameters by name; {@code args} may hold those of the first positions.
   *
   * @throws RpcException when some are missing, unknown or of wrong types
   */
  public RpcCall call(String user, Map<String, ?> named) {
    return Binding.of(this, user, Binding.positions(this, named));
  }

  /** The first line of {@link #usage}: its name and parameters. */
  public String synopsis() {
    return Usage.synopsis(this);
  }

  /** What {@code help} prints of it. */
  public String usage() {
    return Usage.of(this);
  }

  /** Gathers a method. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final String category;
    private final List<Param> params = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private String help = "";

    private Builder(String name, String category) {
      this.name = name;
      this.category = category;
    }

    /** What it does, in sentences. */
    public Builder help(String sentences) {
      help = sentences;
      return this;
    }

    /** The next parameter. */
    public Builder param(Param param) {
      params.add(param);
      return this;
    }

    /** What it answers. */
    public Builder returns(Shape shape) {
      return returns("", shape);
    }

    /** What it answers under a condition. */
    public Builder returns(String when, Shape shape) {
      results.add(new Result(when, shape));
      return this;
    }

    /** The method, answered at once. */
    public RpcMethod answers(Answer answer) {
      return later(call -> CompletableFuture.completedFuture(answer.of(call)));
    }

    /** The method, answered when a stage is done; holds no thread until then. */
    public RpcMethod later(Handler handler) {
      return new RpcMethod(name, category, help, params, results, handler);
    }
  }
}
