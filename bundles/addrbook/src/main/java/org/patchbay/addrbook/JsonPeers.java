package org.patchbay.addrbook;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/**
 * Addresses as JSON: an array of objects with {@code address}, {@code network}, {@code services},
 * {@code time}, {@code source}, {@code last_try}, {@code last_success}, {@code attempts} and {@code
 * tried}. When read only {@code address} must be there, and what is not listed is skipped.
 */
final class JsonPeers {
  private static final int MOST = 1_000_000;
  private static final long LATEST = 0xFFFF_FFFFL;
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

  private JsonPeers() {}

  /** An entry a line, for diff and grep. */
  private static final class OneALine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      json.writeRaw('\n');
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(",\n");
    }

    @Override
    public void writeEndArray(JsonGenerator json, int count) throws IOException {
      json.writeRaw("\n]\n");
    }
  }

  static void write(OutputStream out, List<Kept> all) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(new OneALine());
      json.writeStartArray();
      for (Kept kept : all) {
        write(json, kept);
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, Kept kept) throws IOException {
    Entry entry = kept.entry();
    AddressEntry known = entry.entry();
    json.writeStartObject();
    json.writeStringField("address", known.address().toString());
    json.writeStringField("network", known.address().network().label());
    json.writeFieldName("services");
    json.writeNumber(new BigInteger(Long.toUnsignedString(known.services())));
    json.writeNumberField("time", known.time());
    json.writeStringField("source", entry.source().toString());
    json.writeNumberField("last_try", entry.lastTry());
    json.writeNumberField("last_success", entry.lastSuccess());
    json.writeNumberField("attempts", entry.attempts());
    json.writeBooleanField("tried", kept.tried());
    json.writeEndObject();
  }

  /** Whether a text begins as an array of objects, and not as a line with an address of IPv6. */
  static boolean isOne(byte[] bytes) {
    int at = past(bytes, 0);
    int next = at < bytes.length && bytes[at] == '[' ? past(bytes, at + 1) : bytes.length;
    return next < bytes.length && (bytes[next] == '{' || bytes[next] == ']');
  }

  private static int past(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] >= 0 && bytes[at] <= ' ') {
      at++;
    }
    return at;
  }

  /**
   * All entries.
   *
   * @param time unix seconds for entries that name none
   * @throws MalformedException naming line and column
   */
  static List<Kept> read(byte[] bytes, long time) throws MalformedException {
    try (JsonParser json = JSON.createParser(bytes)) {
      try {
        return read(json, time);
      } catch (MalformedException | IllegalArgumentException flaw) {
        throw at(json, flaw.getMessage());
      } catch (JsonProcessingException flaw) {
        throw at(json, flaw.getOriginalMessage());
      } catch (IOException flaw) {
        // Bytes that are no text in the encoding they seem to be in.
        throw at(json, flaw.getMessage());
      }
    } catch (IOException cause) {
      // The encoding is found out before anything is read.
      throw new MalformedException("line 1, column 1: " + cause.getMessage());
    }
  }

  private static MalformedException at(JsonParser json, String flaw) {
    return new MalformedException(
        "line %d, column %d: %s"
            .formatted(
                json.currentLocation().getLineNr(), json.currentLocation().getColumnNr(), flaw));
  }

  private static List<Kept> read(JsonParser json, long time)
      throws IOException, MalformedException {
    expect(json.nextToken(), JsonToken.START_ARRAY);
    List<Kept> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.START_OBJECT);
      if (all.size() == MOST) {
        throw new MalformedException("more than " + MOST + " addresses");
      }
      all.add(readOne(json, time));
    }
    expect(json.nextToken(), null);
    return all;
  }

  private static void expect(JsonToken found, JsonToken wanted) throws MalformedException {
    if (found != wanted) {
      throw new MalformedException(found + " instead of " + wanted);
    }
  }

  private static Kept readOne(JsonParser json, long unlessTold)
      throws IOException, MalformedException {
    NetworkAddress address = null;
    NetworkAddress source = null;
    long services = 0;
    long time = unlessTold;
    long lastTry = 0;
    long lastSuccess = 0;
    long attempts = 0;
    boolean tried = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (String.valueOf(name)) {
        case "address" -> address = NetworkAddress.parse(text(json));
        case "source" -> source = NetworkAddress.parse(text(json));
        case "services" -> services = number(json, name, new BigInteger("FFFFFFFFFFFFFFFF", 16));
        case "time" -> time = number(json, name, BigInteger.valueOf(LATEST));
        case "last_try" -> lastTry = number(json, name, BigInteger.valueOf(Long.MAX_VALUE));
        case "last_success" -> lastSuccess = number(json, name, BigInteger.valueOf(Long.MAX_VALUE));
        case "attempts" -> attempts = number(json, name, BigInteger.valueOf(Integer.MAX_VALUE));
        case "tried" -> tried = json.getBooleanValue();
        default -> json.skipChildren();
      }
    }
    if (address == null) {
      throw new MalformedException("an entry without \"address\"");
    }
    AddressEntry entry = new AddressEntry(time, services, address);
    NetworkAddress told = source == null ? address : source;
    Entry kept = new Entry(entry, told, lastTry, 0, lastSuccess, (int) attempts);
    return new Kept(kept, tried, List.of());
  }

  private static String text(JsonParser json) throws IOException, MalformedException {
    expect(json.currentToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static long number(JsonParser json, String name, BigInteger most)
      throws IOException, MalformedException {
    expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT);
    BigInteger value = json.getBigIntegerValue();
    if (value.signum() < 0 || value.compareTo(most) > 0) {
      throw new MalformedException("%s %d (0 to %d)".formatted(name, value, most));
    }
    return value.longValue();
  }
}
