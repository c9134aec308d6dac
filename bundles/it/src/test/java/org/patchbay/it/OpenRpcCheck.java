package org.patchbay.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds answers against the OpenRPC document that the node serves. Not thread-safe. */
final class OpenRpcCheck {
  private final Map<String, Map<?, ?>> results = new LinkedHashMap<>();
  private final List<String> flaws = new ArrayList<>();

  OpenRpcCheck(Map<?, ?> document) {
    for (Object each : (List<?>) document.get("methods")) {
      Map<?, ?> method = (Map<?, ?>) each;
      Map<?, ?> result = (Map<?, ?>) method.get("result");
      results.put((String) method.get("name"), (Map<?, ?>) result.get("schema"));
    }
  }

  /** Names of the methods that are described. */
  List<String> methods() {
    return List.copyOf(results.keySet());
  }

  /** What is wrong with an answer; empty when it is as described. */
  List<String> flaws(String method, Object answer) {
    flaws.clear();
    check(method, results.get(method), answer);
    return List.copyOf(flaws);
  }

  private void check(String at, Map<?, ?> schema, Object value) {
    if (schema.get("anyOf") instanceof List<?> some) {
      for (Object each : some) {
        int before = flaws.size();
        check(at, (Map<?, ?>) each, value);
        if (flaws.size() == before) {
          return;
        }
        flaws.subList(before, flaws.size()).clear();
      }
      flaws.add(at + " fits none of " + some.size() + " shapes: " + value);
      return;
    }
    Object type = schema.get("type");
    if (type != null && !type.equals(type(value))) {
      flaws.add(at + " is " + type(value) + " and not " + type + ": " + value);
      return;
    }
    if (schema.get("pattern") instanceof String pattern && !((String) value).matches(pattern)) {
      flaws.add(at + " does not match " + pattern + ": " + value);
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      int index = 0;
      for (Object each : (List<?>) value) {
        check(at + "[" + index++ + "]", items, each);
      }
    }
    if ("object".equals(type)) {
      fields(at, schema, (Map<?, ?>) value);
    }
  }

  private void fields(String at, Map<?, ?> schema, Map<?, ?> value) {
    Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> named ? named : Map.of();
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !value.containsKey(name))
          .forEach(name -> flaws.add(at + "." + name + " is missing"));
    }
    value.forEach(
        (name, field) -> {
          Object rest = schema.get("additionalProperties");
          if (properties.get(name) instanceof Map<?, ?> known) {
            check(at + "." + name, known, field);
          } else if (rest instanceof Map<?, ?> any) {
            check(at + "." + name, any, field);
          } else if (Boolean.FALSE.equals(rest)) {
            flaws.add(at + "." + name + " is not described");
          }
        });
  }

  private static String type(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Number) {
      return "number";
    } else if (value instanceof String) {
      return "string";
    } else if (value instanceof Boolean) {
      return "boolean";
    }
    return value instanceof List ? "array" : "object";
  }
}
