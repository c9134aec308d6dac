package org.patchbay.bans;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.disk.AtomicFile;

/**
 * Bans as Bitcoin Core's banlist.json (protocol-facts §11.4, §20): an object with {@code
 * banned_nets}, an array of objects with {@code version} 1, {@code ban_created}, {@code
 * banned_until} (unix seconds) and {@code address}. Ours have {@code reason} and {@code origin}
 * besides, an {@code address} may be an AS or a network, and what never ends ends at the largest
 * time. What is not listed here is skipped.
 */
final class BanFile {
  private static final long MAX_LENGTH = 128L << 20;
  private static final JsonLocation BEGINNING =
      new JsonLocation(ContentReference.unknown(), 0, 0, 1, 1);
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNameLength(100)
                  .maxStringLength(1_000)
                  .maxNumberLength(40)
                  .build())
          .build();

  private BanFile() {}

  /**
   * All bans of a file.
   *
   * @param origin of those that name none
   * @throws IOException naming the file, and line and column where it is wrong
   */
  static List<Ban> read(Path file, String origin) throws IOException {
    byte[] bytes = bytes(file);
    try (JsonParser json = JSON.createParser(bytes)) {
      try {
        return read(json, origin);
      } catch (IllegalArgumentException flaw) {
        throw at(file, json.currentLocation(), flaw.getMessage(), flaw);
      } catch (JsonProcessingException flaw) {
        throw at(file, json.currentLocation(), flaw.getOriginalMessage(), flaw);
      } catch (CharConversionException flaw) {
        // Bytes that are no text in the encoding they seem to be in.
        throw at(file, json.currentLocation(), flaw.getMessage(), flaw);
      }
    } catch (CharConversionException flaw) {
      // The encoding is found out before anything is read.
      throw at(file, BEGINNING, flaw.getMessage(), flaw);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s: %s".formatted(file, Files.exists(file) ? "not a file" : "there is no such file"));
    }
    long length = Files.size(file);
    if (length > MAX_LENGTH) {
      throw new IOException("%s: length %d (max %d)".formatted(file, length, MAX_LENGTH));
    }
    return Files.readAllBytes(file);
  }

  private static IOException at(Path file, JsonLocation place, String flaw, Exception cause) {
    return new IOException(
        "%s: line %d, column %d: %s"
            .formatted(file, place.getLineNr(), place.getColumnNr(), printable(flaw)),
        cause);
  }

  /** What is wrong quotes the file, and comes to a terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }

  private static List<Ban> read(JsonParser json, String origin) throws IOException {
    List<Ban> bans = null;
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("banned_nets") && bans == null) {
        bans = readAll(json, origin);
      } else {
        json.skipChildren();
      }
    }
    expect(json.nextToken(), null);
    if (bans == null) {
      throw new IllegalArgumentException("no \"banned_nets\"");
    }
    return bans;
  }

  private static List<Ban> readAll(JsonParser json, String origin) throws IOException {
    List<Ban> bans = new ArrayList<>();
    expect(json.currentToken(), JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.START_OBJECT);
      if (bans.size() == BanList.MAX) {
        throw new IllegalArgumentException("more than " + BanList.MAX + " bans");
      }
      bans.add(readOne(json, origin));
    }
    return bans;
  }

  private static Ban readOne(JsonParser json, String unlessTold) throws IOException {
    BanTarget target = null;
    long created = 0;
    long until = -1;
    String reason = "";
    String origin = unlessTold;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "version" -> version(time(json, name));
        case "ban_created" -> created = time(json, name);
        case "banned_until" -> until = time(json, name);
        case "address" -> target = BanTarget.parse(text(json));
        case "reason" -> reason = text(json);
        case "origin" -> origin = text(json);
        default -> json.skipChildren();
      }
    }
    if (target == null || until < 0) {
      throw new IllegalArgumentException(
          "a ban without \"%s\"".formatted(target == null ? "address" : "banned_until"));
    }
    return new Ban(target, created, until, reason, origin);
  }

  private static void version(long version) {
    if (version != 1) {
      throw new IllegalArgumentException("version " + version + " (allowed: 1)");
    }
  }

  private static String text(JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static long time(JsonParser json, String name) throws IOException {
    expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT);
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 0) {
      throw new IllegalArgumentException(
          "%s %s (0 to %d)".formatted(name, json.getText(), Long.MAX_VALUE));
    }
    return json.getLongValue();
  }

  private static void expect(JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw new IllegalArgumentException(found + " instead of " + wanted);
    }
  }

  /** All bans as text, for a file. */
  static byte[] format(Collection<Ban> bans) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeArrayFieldStart("banned_nets");
      for (Ban ban : bans) {
        json.writeStartObject();
        json.writeNumberField("version", 1);
        json.writeNumberField("ban_created", ban.created());
        json.writeNumberField("banned_until", ban.until());
        json.writeStringField("address", ban.target().toString());
        json.writeStringField("reason", ban.reason());
        json.writeStringField("origin", ban.origin());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Replaces a file; a crash at any moment leaves the old one or the new one.
   *
   * @throws IOException naming the file, and then the old one stands
   */
  static void replace(Path file, Collection<Ban> bans) throws IOException {
    try {
      AtomicFile.write(file, format(bans));
    } catch (IOException cause) {
      throw new IOException("bans cannot be written to " + file + ": " + cause, cause);
    }
  }
}
