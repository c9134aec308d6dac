package org.patchbay.trial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.trial.AuditEntry;

/** An entry as a line of JSON. */
final class AuditLine {
  /** Bytes of a line at most; longer texts are cut. */
  static final int MAX = 131_072;

  private static final int TEXT = 1_500;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(2).maxStringLength(MAX).build())
          .build();

  private AuditLine() {}

  /** With the line break at its end. */
  static byte[] of(AuditEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("at", entry.at().toString());
      write(json, "who", entry.who());
      write(json, "what", entry.what());
      write(json, "slot", entry.slot());
      write(json, "from", entry.from());
      write(json, "to", entry.to());
      write(json, "sha256", entry.sha256());
      write(json, "reason", entry.reason());
      write(json, "outcome", entry.outcome());
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written to a disk here", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text.length() > TEXT ? text.substring(0, TEXT) + " …" : text);
    }
  }

  /** The entry of a line; empty for one that is torn or none of ours. */
  static Optional<AuditEntry> parse(String line) {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          return Optional.empty();
        }
        values.put(name, json.getText());
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        return Optional.empty();
      }
      return Optional.of(
          new AuditEntry(
              Instant.parse(values.getOrDefault("at", "")),
              values.getOrDefault("who", ""),
              values.getOrDefault("what", ""),
              values.getOrDefault("slot", ""),
              values.getOrDefault("from", ""),
              values.getOrDefault("to", ""),
              values.getOrDefault("sha256", ""),
              values.getOrDefault("reason", ""),
              values.getOrDefault("outcome", "")));
    } catch (IOException | DateTimeException torn) {
      return Optional.empty();
    }
  }
}
