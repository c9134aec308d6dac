package org.patchbay.launcher.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of one method that are not plain strings. Words become what the method wants: JSON
 * where it does not want a string. Immutable.
 */
final class Parameters {
  /** How a word of the command line is read. */
  enum Form {
    /** A JSON value. */
    JSON,
    /** A JSON value, or a string where it is none. */
    EITHER,
    /** A string that may hold an equals sign. */
    STRING
  }

  private record Known(int position, String name, Form form) {}

  private final List<Known> known;

  private Parameters(List<Known> known) {
    this.known = known;
  }

  /** Those of a method of Bitcoin Core; none where all its parameters are plain strings. */
  static Parameters of(String method) throws IOException {
    try (InputStream table = Parameters.class.getResourceAsStream("parameters.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(method + " ")) {
          return new Parameters(row(line));
        }
      }
    }
    return new Parameters(List.of());
  }

  private static List<Known> row(String line) {
    List<Known> row = new ArrayList<>();
    String[] words = line.split(" ");
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      String name = words[i].substring(colon + 1);
      Form form = name.endsWith("?") ? Form.EITHER : name.endsWith("!") ? Form.STRING : Form.JSON;
      row.add(
          new Known(
              Integer.parseInt(words[i].substring(0, colon)),
              form == Form.JSON ? name : name.substring(0, name.length() - 1),
              form));
    }
    return row;
  }

  /**
   * Those of a method that a node describes itself.
   *
   * @param params the {@code params} of its entry in an OpenRPC document
   */
  static Parameters described(List<?> params) {
    List<Known> row = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      Map<?, ?> param = (Map<?, ?>) params.get(i);
      Object type = param.get("schema") instanceof Map<?, ?> schema ? schema.get("type") : null;
      if (!"string".equals(type)) {
        Form form = type instanceof String ? Form.JSON : Form.EITHER;
        row.add(new Known(i, String.valueOf(param.get("name")), form));
      }
    }
    return new Parameters(row);
  }

  private Known at(int position) {
    return known.stream().filter(each -> each.position == position).findFirst().orElse(null);
  }

  private Known named(String name) {
    return known.stream().filter(each -> each.name.equals(name)).findFirst().orElse(null);
  }

  /**
   * Words by position.
   *
   * @throws IllegalArgumentException with the word that should be JSON and is not
   */
  List<Object> positional(List<String> words) {
    List<Object> values = new ArrayList<>();
    for (String word : words) {
      values.add(value(at(values.size()), word));
    }
    return values;
  }

  /**
   * Words as {@code name=value}; those without a name are the list {@code args}.
   *
   * @throws IllegalArgumentException with the word that should be JSON and is not
   */
  Map<String, Object> named(List<String> words) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<Object> unnamed = new ArrayList<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      Known next = at(unnamed.size());
      Known byName = equals < 0 ? null : named(word.substring(0, equals));
      if (equals < 0) {
        unnamed.add(value(next, word));
      } else if (byName == null && next != null && whole(next, word)) {
        unnamed.add(value(next, word));
      } else {
        values.put(word.substring(0, equals), value(byName, word.substring(equals + 1)));
      }
    }
    if (!unnamed.isEmpty()) {
      values.put("args", unnamed);
    }
    return values;
  }

  /** Whether a word with an equals sign is the next parameter as it stands. */
  private static boolean whole(Known next, String word) {
    return next.form == Form.STRING || next.form == Form.JSON && isJson(word);
  }

  private static boolean isJson(String word) {
    try {
      Json.parse(word);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Object value(Known known, String word) {
    if (known == null || known.form == Form.STRING || known.form == Form.EITHER && !isJson(word)) {
      return word;
    }
    if (!isJson(word)) {
      throw new IllegalArgumentException("Error parsing JSON: " + word);
    }
    return Json.parse(word);
  }
}
