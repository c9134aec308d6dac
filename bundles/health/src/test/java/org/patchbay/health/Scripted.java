package org.patchbay.health;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A service that answers each method with a value of its own, and no other method at all. */
final class Scripted {
  private Scripted() {}

  static <T> T of(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!answers.containsKey(method.getName())) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answers.get(method.getName());
            }));
  }
}
