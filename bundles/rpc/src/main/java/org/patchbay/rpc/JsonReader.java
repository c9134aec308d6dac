package org.patchbay.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON to values: {@link JsonObject}, {@link List}, {@link String}, {@link Long}, {@link
 * java.math.BigDecimal}, {@link Boolean}, null. What it makes is bounded by the number of values
 * and by the bytes it is given.
 */
final class JsonReader {
  /** Arrays and objects inside each other; Bitcoin Core allows as many. */
  static final int MAX_DEPTH = 512;

  /** Values in one text. */
  static final int MAX_VALUES = 500_000;

  private static final int MAX_NUMBER = 400;

  /** Far beyond a double's; written out, a number stays short. */
  private static final int MAX_EXPONENT = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final JsonParser parser;
  private int values;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The one value of a text.
   *
   * @throws IOException when it is no JSON, or beyond a bound
   */
  static Object read(byte[] text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IOException("no value");
      }
      Object value = new JsonReader(parser).value();
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return value;
    }
  }

  private Object value() throws IOException {
    if (++values > MAX_VALUES) {
      throw new IOException("more than " + MAX_VALUES + " values");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> whole(parser.getText());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw new IOException("no value: " + parser.currentToken());
    };
  }

  private Object integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> decimal();
    };
  }

  private BigDecimal decimal() throws IOException {
    BigDecimal number;
    try {
      number = parser.getDecimalValue();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IOException("number out of range: " + parser.getText(), e);
    }
    if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
      throw new IOException("number out of range: " + parser.getText());
    }
    return number;
  }

  /** A text without halves of characters, which no answer could repeat. */
  private static String whole(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw new IOException("half a character");
        }
        i++;
      }
    }
    return text;
  }

  private JsonObject object() throws IOException {
    JsonObject object = new JsonObject();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      object.add(whole(name), value());
    }
    return object;
  }

  private List<Object> array() throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value());
    }
    return array;
  }
}
