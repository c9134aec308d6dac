package org.patchbay.logs;

import java.util.Locale;

/** A JSON object: {@code time, level, category, logger, thread, peer, message …}. Immutable. */
record JsonLine(Times times) implements LineFormat {
  @Override
  public String line(Entry entry) {
    StringBuilder json = new StringBuilder(256).append('{');
    if (times != Times.NONE) {
      text(json, "time", times.format.format(entry.time()));
    }
    text(json, "level", entry.level().toString().toLowerCase(Locale.ROOT));
    String category = Categories.of(entry.logger());
    if (!category.isEmpty()) {
      text(json, "category", category);
    }
    text(json, "logger", entry.logger());
    text(json, "thread", entry.thread());
    if (entry.peer() != null) {
      name(json, "peer").append(entry.peer().id());
      if (entry.addresses() && !entry.peer().address().isEmpty()) {
        text(json, "peeraddr", entry.peer().address());
      }
    }
    text(json, "message", entry.text());
    if (entry.held() > 0) {
      name(json, "held").append(entry.held());
    }
    if (entry.thrown() != null) {
      text(json, "exception", LineFormat.stack(entry));
    }
    return json.append('}').toString();
  }

  private static void text(StringBuilder json, String name, String value) {
    quote(name(json, name), value);
  }

  private static StringBuilder name(StringBuilder json, String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    return json.append('"').append(name).append("\":");
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        default -> {
          if (Character.isISOControl(each) || lone(text, i)) {
            LineFormat.hex(json, "\\u", 4, each);
          } else {
            json.append(each);
          }
        }
      }
    }
    json.append('"');
  }

  /** Whether half of a surrogate pair stands alone there, which UTF-8 has no form for. */
  private static boolean lone(String text, int at) {
    char each = text.charAt(at);
    if (Character.isHighSurrogate(each)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(each)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
