package org.patchbay.sim;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a component without OSGi: its defaults, with some keys changed. */
public final class FakeConfig {
  private FakeConfig() {}

  /**
   * A configuration.
   *
   * @param keysAndValues in turn a key as in a {@code .cfg} file and a value of the field's type
   * @throws IllegalArgumentException naming a key that does not exist, has no default, or whose
   *     value is of another type
   */
  public static <A extends Annotation> A of(Class<A> type, Object... keysAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      values.put(method.getName(), method.getDefaultValue());
    }
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String name = keysAndValues[i].toString().replace('.', '_');
      Object before = values.get(name);
      if (before == null || before.getClass() != keysAndValues[i + 1].getClass()) {
        throw new IllegalArgumentException(
            "%s = %s (%s has %s)"
                .formatted(keysAndValues[i], keysAndValues[i + 1], type.getName(), before));
      }
      values.put(name, keysAndValues[i + 1]);
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> values.get(method.getName())));
  }
}
