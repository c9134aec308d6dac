package org.patchbay.it;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;

/** Reads the type arguments of return types, for {@link Bridge}. */
final class Generics {
  private Generics() {}

  static Class<?> argument(Method method, int index) {
    if (method.getGenericReturnType() instanceof ParameterizedType type) {
      return raw(type.getActualTypeArguments()[index]);
    }
    return Object.class;
  }

  static Class<?> last(Method method) {
    if (method.getGenericReturnType() instanceof ParameterizedType type) {
      return raw(type.getActualTypeArguments()[type.getActualTypeArguments().length - 1]);
    }
    return Object.class;
  }

  /** A record of the other side as the equally named record of this side. */
  static Object copy(Object value, Class<?> record) {
    try {
      RecordComponent[] ours = record.getRecordComponents();
      Class<?>[] types = new Class<?>[ours.length];
      Object[] values = new Object[ours.length];
      for (int i = 0; i < ours.length; i++) {
        types[i] = ours[i].getType();
        Method accessor = value.getClass().getMethod(ours[i].getName());
        accessor.setAccessible(true);
        Object component = accessor.invoke(value);
        values[i] = Bridge.single(component, types[i]);
      }
      return record.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot copy " + value, e);
    }
  }

  /** A transaction of the other side as one of this side. */
  static Transaction transaction(Object value) {
    try {
      ByteBuffer raw = (ByteBuffer) value.getClass().getMethod("raw").invoke(value);
      return Transaction.read(new WireReader(raw));
    } catch (ReflectiveOperationException | MalformedException e) {
      throw new IllegalStateException("cannot copy " + value, e);
    }
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> c) {
      return c;
    }
    if (type instanceof ParameterizedType p) {
      return raw(p.getRawType());
    }
    if (type instanceof WildcardType w) {
      return raw(w.getUpperBounds()[0]);
    }
    return Object.class;
  }
}
