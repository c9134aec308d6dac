package org.patchbay.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;

/** The methods as an OpenRPC 1.3 document, shapes as JSON Schema. */
final class OpenRpc {
  private static final String HEX = "^([0-9a-fA-F]{2})*$";

  private OpenRpc() {}

  /** The document. */
  static Map<String, Object> document(List<RpcMethod> methods) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openrpc", "1.3.2");
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "Patchbay JSON-RPC");
    info.put("version", "1");
    info.put("description", "Methods and results as Bitcoin Core's, and those of Patchbay");
    document.put("info", info);
    document.put("methods", methods.stream().map(OpenRpc::method).toList());
    return document;
  }

  private static Map<String, Object> method(RpcMethod method) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", method.name());
    entry.put("tags", List.of(Map.of("name", method.category())));
    entry.put("description", method.help());
    entry.put("paramStructure", "either");
    entry.put("params", method.params().stream().map(OpenRpc::param).toList());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", "result");
    result.put("schema", result(method.results()));
    entry.put("result", result);
    return entry;
  }

  private static Map<String, Object> param(Param param) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", param.name());
    if (!param.shape().help().isEmpty()) {
      entry.put("description", param.shape().help());
    }
    entry.put("required", param.need() == Param.Need.REQUIRED);
    Map<String, Object> schema = schema(param.shape());
    if (param.shape().kind() == Shape.Kind.AMOUNT) {
      schema.put("type", List.of("number", "string"));
    }
    if (param.fallback() != null) {
      schema.put("default", param.fallback());
    }
    entry.put("schema", schema);
    if (param.names().size() > 1) {
      entry.put("x-aliases", param.names().subList(1, param.names().size()));
    }
    return entry;
  }

  private static Map<String, Object> result(List<RpcMethod.Result> results) {
    if (results.size() == 1) {
      return schema(results.get(0).shape());
    }
    List<Map<String, Object>> each = new ArrayList<>();
    for (RpcMethod.Result result : results) {
      Map<String, Object> schema = schema(result.shape());
      schema.put("title", result.when());
      each.add(schema);
    }
    Map<String, Object> any = new LinkedHashMap<>();
    any.put("anyOf", each);
    return any;
  }

  /** The JSON Schema of a shape. */
  static Map<String, Object> schema(Shape shape) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!shape.help().isEmpty()) {
      schema.put("description", shape.help());
    }
    switch (shape.kind()) {
      case STRING -> schema.put("type", "string");
      case HEX -> {
        schema.put("type", "string");
        schema.put("pattern", HEX);
      }
      case NUMBER, TIME, AMOUNT -> schema.put("type", "number");
      case BOOL -> schema.put("type", "boolean");
      case NONE -> schema.put("type", "null");
      case ANY -> {
        // The empty schema takes whatever comes.
      }
      case ARRAY -> {
        schema.put("type", "array");
        schema.put("items", schema(shape.element()));
      }
      case MAP -> {
        schema.put("type", "object");
        schema.put("additionalProperties", schema(shape.element()));
      }
      case OBJECT -> object(schema, shape);
    }
    return schema;
  }

  private static void object(Map<String, Object> schema, Shape shape) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Shape.Field field : shape.parts()) {
      properties.put(field.name(), schema(field.shape()));
      if (!field.optional()) {
        required.add(field.name());
      }
    }
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
  }
}
