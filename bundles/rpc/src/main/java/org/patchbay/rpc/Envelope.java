package org.patchbay.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;

/**
 * What is around a call: its id and the version of JSON-RPC, by which the answer is shaped.
 * Immutable.
 *
 * @param hasId whether it has an id; without one it is a notification in 2.0
 * @param id as it came
 * @param second whether it is JSON-RPC 2.0; else 1.0, of which 1.1 is a way of speaking
 */
record Envelope(boolean hasId, Object id, boolean second) {
  /** Of a call of which nothing is known. */
  static final Envelope UNKNOWN = new Envelope(true, null, false);

  /**
   * Of a call.
   *
   * @throws RpcException when the version is none
   */
  static Envelope of(Map<?, ?> call) {
    Object version = call.get("jsonrpc");
    if (version != null && !(version instanceof String)) {
      throw new RpcException(RpcCode.INVALID_REQUEST, "jsonrpc field must be a string");
    } else if (version != null && !version.equals("1.0") && !version.equals("2.0")) {
      throw new RpcException(RpcCode.INVALID_REQUEST, "JSON-RPC version not supported");
    }
    return new Envelope(call.containsKey("id"), call.get("id"), "2.0".equals(version));
  }

  /** The same call, whose version could not be understood. */
  static Envelope unversioned(Map<?, ?> call) {
    return new Envelope(call.containsKey("id"), call.get("id"), false);
  }

  /**
   * The method that a call names.
   *
   * @throws RpcException when it names none
   */
  static String method(Map<?, ?> call) {
    Object method = call.get("method");
    if (method == null) {
      throw new RpcException(RpcCode.INVALID_REQUEST, "Missing method");
    } else if (method instanceof String name) {
      return name;
    }
    throw new RpcException(RpcCode.INVALID_REQUEST, "Method must be a string");
  }

  /**
   * The parameters of a call: a list, or an object of named ones.
   *
   * @throws RpcException when they are neither
   */
  static Object params(Map<?, ?> call) {
    Object params = call.get("params");
    if (params == null) {
      return List.of();
    } else if (params instanceof List || params instanceof JsonObject) {
      return params;
    }
    throw new RpcException(RpcCode.INVALID_REQUEST, "Params must be an array or object");
  }

  /** Whether nobody awaits an answer. */
  boolean notification() {
    return second && !hasId;
  }

  /** The answer with a result. */
  Map<String, Object> result(Object value) {
    Map<String, Object> reply = begin();
    reply.put("result", value);
    if (!second) {
      reply.put("error", null);
    }
    return end(reply);
  }

  /** The answer with an error. */
  Map<String, Object> error(int code, String message) {
    Map<String, Object> reply = begin();
    if (!second) {
      reply.put("result", null);
    }
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    reply.put("error", error);
    return end(reply);
  }

  private Map<String, Object> begin() {
    Map<String, Object> reply = new LinkedHashMap<>();
    if (second) {
      reply.put("jsonrpc", "2.0");
    }
    return reply;
  }

  private Map<String, Object> end(Map<String, Object> reply) {
    if (hasId) {
      reply.put("id", id);
    }
    return reply;
  }
}
