package org.patchbay.api.rpc;

import java.util.List;

/** What help prints of a method, laid out as Bitcoin Core does. */
final class Usage {
  private static final int STEP = 2;

  private final StringBuilder text = new StringBuilder();

  private Usage() {}

  static String synopsis(RpcMethod method) {
    StringBuilder line = new StringBuilder(method.name());
    boolean inside = false;
    for (Param param : method.params()) {
      if (param.hidden()) {
        break;
      }
      if (param.isOptional() != inside) {
        line.append(inside ? " )" : " (");
        inside = !inside;
      }
      line.append(' ').append(inShort(param.name(), param.shape()));
    }
    return line.append(inside ? " )" : "").toString();
  }

  static String of(RpcMethod method) {
    Usage usage = new Usage();
    usage.text.append(synopsis(method)).append("\n\n").append(method.help()).append('\n');
    usage.arguments(method.params());
    for (RpcMethod.Result result : method.results()) {
      usage
          .text
          .append(result.when().isEmpty() ? "\nResult" : "\nResult (" + result.when() + ")")
          .append(":\n");
      usage.value("", result.shape(), false, 0, "");
    }
    return usage.text.toString();
  }

  private void arguments(List<Param> params) {
    int position = 0;
    for (Param param : params) {
      if (param.hidden()) {
        return;
      }
      if (position == 0) {
        text.append("\nArguments:\n");
      }
      position++;
      text.append(
          "%d. %s    (%s%s)%s\n"
              .formatted(
                  position, param.name(), word(param.shape()), need(param), help(param.shape())));
      Shape shape = param.shape();
      if (shape.kind() == Shape.Kind.OBJECT || shape.kind() == Shape.Kind.ARRAY) {
        value("", shape, false, STEP, "");
      }
    }
  }

  private static String need(Param param) {
    if (!param.isOptional()) {
      return ", required";
    } else if (param.fallback() instanceof String words) {
      return ", optional, default=\"" + words + "\"";
    } else if (param.fallback() != null) {
      return ", optional, default=" + param.fallback();
    }
    return ", optional" + (param.hint().isEmpty() ? "" : ", default=" + param.hint());
  }

  private void value(String name, Shape shape, boolean optional, int indent, String end) {
    String key = name.isEmpty() ? "" : "\"" + name + "\" : ";
    String about = "    (" + word(shape) + (optional ? ", optional" : "") + ")" + help(shape);
    switch (shape.kind()) {
      case ARRAY, MAP, OBJECT -> {
        boolean array = shape.kind() == Shape.Kind.ARRAY;
        line(indent, key + (array ? "[" : "{") + about);
        for (Shape.Field part : shape.parts()) {
          String inner = shape.kind() == Shape.Kind.MAP ? "name" : part.name();
          value(inner, part.shape(), part.optional(), indent + STEP, ",");
        }
        if (shape.kind() != Shape.Kind.OBJECT) {
          line(indent + STEP, "...");
        }
        line(indent, (array ? "]" : "}") + end);
      }
      default -> line(indent, key + sample(shape) + end + about);
    }
  }

  private void line(int indent, String line) {
    text.append(" ".repeat(indent)).append(line).append('\n');
  }

  private static String help(Shape shape) {
    return shape.help().isEmpty() ? "" : " " + shape.help();
  }

  private static String inShort(String name, Shape shape) {
    return switch (shape.kind()) {
      case STRING, HEX -> "\"" + name + "\"";
      case ARRAY -> "[" + inShort(name, shape.element()) + ",...]";
      case OBJECT, MAP -> "{" + name + "}";
      default -> name;
    };
  }

  private static String sample(Shape shape) {
    return switch (shape.kind()) {
      case STRING -> "\"str\"";
      case HEX -> "\"hex\"";
      case TIME -> "xxx";
      case BOOL -> "true|false";
      case NONE -> "null";
      case ANY -> "...";
      default -> "n";
    };
  }

  private static String word(Shape shape) {
    return switch (shape.kind()) {
      case STRING, HEX -> "string";
      case NUMBER, TIME -> "numeric";
      case AMOUNT -> "numeric or string";
      case BOOL -> "boolean";
      case ARRAY -> "json array";
      case OBJECT, MAP -> "json object";
      case NONE -> "json null";
      case ANY -> "any";
    };
  }
}
