package org.patchbay.it;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;

/**
 * Reads objects of the node, whose classes come from its bundles, through the interfaces on the
 * test's own class path: the two are different classes, so every call goes over by reflection.
 */
final class Bridge {
  private Bridge() {}

  /** The object behind an interface of the test's class path. */
  static <T> T to(Class<T> type, Object target) {
    InvocationHandler over = (proxy, method, args) -> call(target, method, args);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, over));
  }

  private static Object call(Object target, Method method, Object[] args) throws Throwable {
    Object[] given = args == null ? new Object[0] : args.clone();
    Method counterpart = find(target.getClass(), method);
    if (counterpart == null) {
      throw new NoSuchMethodException(target.getClass() + " has no " + method.getName());
    }
    counterpart.setAccessible(true);
    for (int i = 0; i < given.length; i++) {
      given[i] = across(given[i], counterpart.getParameterTypes()[i]);
    }
    try {
      return back(counterpart.invoke(target, given), method);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The method of the same name whose parameters have types of the same names. */
  private static Method find(Class<?> type, Method wanted) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getMethods()) {
        if (method.getName().equals(wanted.getName())
            && names(method).equals(names(wanted))
            && !method.isBridge()) {
          return method;
        }
      }
    }
    return null;
  }

  private static List<String> names(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
  }

  /** An argument of ours as theirs: values that have a text form are parsed on the other side. */
  private static Object across(Object argument, Class<?> wanted) throws Exception {
    if (argument == null || wanted.isPrimitive() || wanted.isInstance(argument)) {
      return argument;
    }
    String reader = wanted.getName().equals(Hash256.class.getName()) ? "fromHex" : "parse";
    return wanted.getMethod(reader, String.class).invoke(null, argument.toString());
  }

  private static Object back(Object result, Method method) {
    if (result instanceof Optional<?> optional) {
      return optional.map(value -> element(value, method));
    }
    if (result instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key(key, method), element(value, method)));
      return copy;
    }
    if (result instanceof CompletionStage<?>) {
      return result;
    }
    if (result instanceof Collection<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(value -> copy.add(element(value, method)));
      return result instanceof java.util.Set<?> ? new java.util.LinkedHashSet<>(copy) : copy;
    }
    return single(result, method.getReturnType());
  }

  private static Object key(Object key, Method method) {
    return single(key, Generics.argument(method, 0));
  }

  private static Object element(Object value, Method method) {
    return single(value, Generics.last(method));
  }

  /** A value of theirs as one of ours. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static Object single(Object value, Class<?> wanted) {
    if (value == null || wanted.isPrimitive() || wanted.isInstance(value)) {
      return value;
    }
    if (wanted.isEnum()) {
      return Enum.valueOf((Class<Enum>) wanted, ((Enum<?>) value).name());
    }
    if (wanted.isInterface()) {
      return to(wanted, value);
    }
    if (wanted.isRecord()) {
      return Generics.copy(value, wanted);
    }
    if (wanted == Transaction.class) {
      return Generics.transaction(value);
    }
    for (String reader : List.of("parse", "fromHex", "ofHex")) {
      try {
        return wanted.getMethod(reader, String.class).invoke(null, value.toString());
      } catch (NoSuchMethodException e) {
        continue; // the next name
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + value, e);
      }
    }
    throw new IllegalStateException("no way to bring over " + value.getClass());
  }
}
