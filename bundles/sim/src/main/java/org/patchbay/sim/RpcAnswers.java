package org.patchbay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;

/** Holds answers of methods against the shapes that they promise. */
public final class RpcAnswers {
  private RpcAnswers() {}

  /**
   * The same answer.
   *
   * @throws AssertionError when no result of the method fits it, naming where each does not
   */
  public static Object checked(RpcMethod method, Object answer) {
    List<String> breaches = new ArrayList<>();
    for (RpcMethod.Result result : method.results()) {
      Optional<String> breach = breach(method.name(), result.shape(), answer);
      if (breach.isEmpty()) {
        return answer;
      }
      breaches.add(breach.get());
    }
    throw new AssertionError(breaches + " in " + answer);
  }

  private static Optional<String> breach(String at, Shape shape, Object value) {
    boolean fits =
        switch (shape.kind()) {
          case STRING -> value instanceof String;
          case HEX -> value instanceof String hex && hex.matches("[0-9a-f]*");
          case NUMBER, TIME, AMOUNT -> value instanceof Number;
          case BOOL -> value instanceof Boolean;
          case ARRAY -> value instanceof List;
          case OBJECT, MAP -> value instanceof Map;
          case NONE -> value == null;
          case ANY -> true;
        };
    if (!fits) {
      return Optional.of(at + " is no " + shape.kind());
    }
    return switch (shape.kind()) {
      case ARRAY -> elements(at, shape, (List<?>) value);
      case MAP -> elements(at, shape, ((Map<?, ?>) value).values());
      case OBJECT -> fields(at, shape, (Map<?, ?>) value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> elements(String at, Shape shape, Iterable<?> values) {
    for (Object value : values) {
      Optional<String> breach = breach(at + "[]", shape.element(), value);
      if (breach.isPresent()) {
        return breach;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fields(String at, Shape shape, Map<?, ?> values) {
    int known = 0;
    for (Shape.Field field : shape.parts()) {
      String place = at + "." + field.name();
      if (values.containsKey(field.name())) {
        known++;
        Optional<String> breach = breach(place, field.shape(), values.get(field.name()));
        if (breach.isPresent()) {
          return breach;
        }
      } else if (!field.optional()) {
        return Optional.of(place + " is missing");
      }
    }
    return known == values.size()
        ? Optional.empty()
        : Optional.of(at + " has fields that its shape has not: " + values.keySet());
  }
}
