package org.patchbay.api.rpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what a caller gave in the places of parameters, as Bitcoin Core does. */
final class Binding {
  private static final String REST = "args";

  private Binding() {}

  static RpcCall of(RpcMethod method, String user, List<?> given) {
    List<Param> params = method.params();
    if (given.size() > params.size() || given.size() < needed(params)) {
      throw new RpcException(RpcCode.MISC_ERROR, method.usage());
    }
    Map<String, Object> values = new HashMap<>();
    StringBuilder wrong = new StringBuilder();
    for (int i = 0; i < params.size(); i++) {
      Param param = params.get(i);
      Object value = i < given.size() ? given.get(i) : null;
      String mismatch = mismatch(param, value);
      if (!mismatch.isEmpty()) {
        wrong.append(
            "%s    \"Position %d (%s)\": \"%s\""
                .formatted(
                    wrong.isEmpty() ? "" : ",\n",
                    i + 1,
                    String.join("|", param.names()),
                    mismatch));
      }
      values.put(param.name(), value == null ? param.fallback() : value);
    }
    if (!wrong.isEmpty()) {
      throw new RpcException(RpcCode.TYPE_ERROR, "Wrong type passed:\n{\n" + wrong + "\n}");
    }
    return new RpcCall(method, user, values);
  }

  private static int needed(List<Param> params) {
    int needed = params.size();
    while (needed > 0 && params.get(needed - 1).isOptional()) {
      needed--;
    }
    return needed;
  }

  /** Named parameters in their places; gaps are null, and none follow the last that was given. */
  static List<Object> positions(RpcMethod method, Map<String, ?> named) {
    Map<String, Object> left = new LinkedHashMap<>(named);
    List<Object> byName = new ArrayList<>();
    int first = -1;
    for (int i = 0; i < method.params().size(); i++) {
      for (String name : method.params().get(i).names()) {
        if (left.containsKey(name)) {
          while (byName.size() < i) {
            byName.add(null);
          }
          byName.add(left.remove(name));
          first = first < 0 ? i : first;
          break;
        }
      }
    }
    List<Object> all = byName;
    if (left.get(REST) instanceof List<?> rest) {
      left.remove(REST);
      if (first >= 0 && first < rest.size()) {
        throw new RpcException(
            RpcCode.INVALID_PARAMETER,
            "Parameter %s specified twice both as positional and named argument"
                .formatted(String.join("|", method.params().get(first).names())));
      }
      all = new ArrayList<>(rest);
      for (int i = all.size(); i < byName.size(); i++) {
        all.add(byName.get(i));
      }
    }
    if (!left.isEmpty()) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER, "Unknown named parameter " + left.keySet().iterator().next());
    }
    return all;
  }

  private static String mismatch(Param param, Object value) {
    if (value == null && param.isOptional()) {
      return "";
    }
    String wanted =
        switch (param.shape().kind()) {
          case STRING, HEX -> "string";
          case NUMBER, TIME -> "number";
          case BOOL -> "bool";
          case ARRAY -> "array";
          case OBJECT, MAP -> "object";
          case NONE -> "null";
          case AMOUNT, ANY -> type(value);
        };
    return type(value).equals(wanted) ? "" : mismatch(value, wanted);
  }

  static String mismatch(Object value, String wanted) {
    return "JSON value of type %s is not of expected type %s".formatted(type(value), wanted);
  }

  private static String type(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof String) {
      return "string";
    } else if (value instanceof Number) {
      return "number";
    } else if (value instanceof Boolean) {
      return "bool";
    }
    return value instanceof List ? "array" : "object";
  }
}
