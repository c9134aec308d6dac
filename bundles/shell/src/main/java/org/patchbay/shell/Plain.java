package org.patchbay.shell;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.api.rpc.Shape;

/** What commands return, as the values and shapes of RPC; what there is none of is left out. */
final class Plain {
  private Plain() {}

  /** A record, collection, map, quantity, number, truth value or text; null for none. */
  static Object of(Object value) {
    if (value instanceof Quantity quantity) {
      return quantity.amount() < 0 ? null : quantity.amount();
    } else if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null));
    } else if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    } else if (value instanceof Double number) {
      return number.isNaN() || number.isInfinite() ? null : number;
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, each) -> put(plain, key.toString(), each));
      return plain;
    } else if (value instanceof Collection<?> many) {
      List<Object> plain = new ArrayList<>();
      many.forEach(each -> plain.add(of(each)));
      return plain;
    } else if (value instanceof Record row) {
      Map<String, Object> plain = new LinkedHashMap<>();
      for (RecordComponent component : row.getClass().getRecordComponents()) {
        put(plain, component.getName(), Json.value(component, row));
      }
      return plain;
    }
    return value.toString();
  }

  private static void put(Map<String, Object> plain, String name, Object value) {
    Object inner = of(value);
    if (inner != null) {
      plain.put(name, inner);
    }
  }

  /** The shape of a record. */
  static Shape shape(Class<? extends Record> type) {
    List<Shape.Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> of = component.getType();
      boolean always =
          of.isPrimitive() && of != double.class
              || of == String.class
              || Collection.class.isAssignableFrom(of)
              || Map.class.isAssignableFrom(of);
      Shape shape = shape(of, component.getGenericType());
      fields.add(new Shape.Field(component.getName(), shape, !always));
    }
    return Shape.object("", fields.toArray(Shape.Field[]::new));
  }

  private static Shape shape(Class<?> of, Type generic) {
    if (of == boolean.class) {
      return Shape.bool("");
    } else if (of == Quantity.Bytes.class) {
      return Shape.number("Bytes");
    } else if (Quantity.class.isAssignableFrom(of)) {
      return Shape.number("Nanoseconds");
    } else if (of.isPrimitive() || Number.class.isAssignableFrom(of)) {
      return Shape.number("");
    } else if (Map.class.isAssignableFrom(of)) {
      return Shape.map("", Shape.any(""));
    } else if (Collection.class.isAssignableFrom(of)) {
      return Shape.array("", element(generic));
    } else if (of.isRecord()) {
      return shape(of.asSubclass(Record.class));
    }
    return Optional.class == of || OptionalLong.class == of ? Shape.any("") : Shape.string("");
  }

  private static Shape element(Type generic) {
    return generic instanceof ParameterizedType many
            && many.getActualTypeArguments()[0] instanceof Class<?> each
        ? shape(each, each)
        : Shape.any("");
  }
}
