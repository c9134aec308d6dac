package org.patchbay.chainrpc;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.Shape;

/** Shapes put together, and parameters of more than one type. */
final class Shapes {
  private Shapes() {}

  /** An object with some fields and others. */
  static Shape object(List<Shape.Field> some, Shape.Field... others) {
    List<Shape.Field> all = new ArrayList<>(some);
    all.addAll(List.of(others));
    return new Shape(Shape.Kind.OBJECT, "", all);
  }

  /**
   * A number, where true stands for 1 and false for 0.
   *
   * @throws RpcException when it is neither
   */
  static int verbosity(RpcCall call, String name) {
    Object value = call.raw(name);
    if (value instanceof Boolean yes) {
      return yes ? 1 : 0;
    }
    if (value instanceof Long || value instanceof Integer) {
      return (int) Math.max(0, Math.min(3, ((Number) value).longValue()));
    }
    throw new RpcException(
        RpcCode.TYPE_ERROR, "JSON value of this type is not of expected type number");
  }
}
