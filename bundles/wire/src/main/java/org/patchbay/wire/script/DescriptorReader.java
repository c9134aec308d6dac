package org.patchbay.wire.script;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.patchbay.wire.Network;
import org.patchbay.wire.Sha256;

/** Reads the expressions of a descriptor, with Bitcoin Core's words for what is wrong. */
final class DescriptorReader {
  private static final HexFormat HEX = HexFormat.of();
  private static final int CHECKSIG = 0xac;
  private static final int CHECKMULTISIG = 0xae;
  private static final int MOST_KEYS = 20;
  private static final int MOST_BARE_KEYS = 3;
  private static final int LARGEST_ELEMENT = 520;

  private final Network network;
  private final DescriptorKeys keys;

  DescriptorReader(Network network) {
    this.network = network;
    this.keys = new DescriptorKeys(network);
  }

  /** Where an expression stands. */
  private enum Place {
    TOP,
    SCRIPT_HASH,
    WITNESS_SCRIPT_HASH;

    boolean uncompressed() {
      return this != WITNESS_SCRIPT_HASH;
    }
  }

  /** A script and the expression that makes it, without checksum. */
  private record Made(byte[] script, String text) {
    Descriptor.Output output() {
      return new Descriptor.Output(script, Descriptor.summed(text));
    }
  }

  List<Descriptor.Output> top(String expression) {
    String inside = inside(expression);
    if (name(expression).equals("combo")) {
      return combo(key("combo", inside, true)).stream().map(Made::output).toList();
    }
    return List.of(read(expression, Place.TOP).output());
  }

  private Made read(String expression, Place place) {
    String name = name(expression);
    String inside = inside(expression);
    return switch (name) {
      case "pk" -> publicKey(key(name, inside, place.uncompressed()));
      case "pkh" -> keyHash(key(name, inside, place.uncompressed()));
      case "multi", "sortedmulti" -> multi(inside, place, name.equals("sortedmulti"));
      case "wpkh" -> {
        only(
            place != Place.WITNESS_SCRIPT_HASH, "Can only have wpkh() at top level or inside sh()");
        yield witnessKeyHash(key(name, inside, false));
      }
      case "sh" -> {
        only(place == Place.TOP, "Can only have sh() at top level");
        yield scriptHash(read(inside, Place.SCRIPT_HASH));
      }
      case "wsh" -> {
        only(place != Place.WITNESS_SCRIPT_HASH, "Can only have wsh() at top level or inside sh()");
        yield witnessScriptHash(read(inside, Place.WITNESS_SCRIPT_HASH));
      }
      case "combo", "addr", "raw" -> {
        only(place == Place.TOP, "Can only have " + name + "() at top level");
        yield plain(name.equals("addr") ? address(inside) : raw(inside));
      }
      case "tr", "rawtr" -> {
        only(place == Place.TOP, "Can only have " + name + " at top level");
        yield taproot(name, inside);
      }
      default -> throw unknown(expression, place);
    };
  }

  private static IllegalArgumentException unknown(String expression, Place place) {
    return new IllegalArgumentException(
        switch (place) {
          case TOP -> "'" + expression + "' is not a valid descriptor function";
          case SCRIPT_HASH -> "A function is needed within P2SH";
          case WITNESS_SCRIPT_HASH -> "A function is needed within P2WSH";
        });
  }

  private static void only(boolean here, String where) {
    if (!here) {
      throw new IllegalArgumentException(where);
    }
  }

  private static String name(String expression) {
    int open = expression.indexOf('(');
    return open > 0 && expression.endsWith(")") ? expression.substring(0, open) : "";
  }

  private static String inside(String expression) {
    return name(expression).isEmpty()
        ? ""
        : expression.substring(expression.indexOf('(') + 1, expression.length() - 1);
  }

  private DescriptorKeys.Key key(String function, String text, boolean uncompressed) {
    try {
      return keys.read(text, uncompressed, false);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(function + "(): " + e.getMessage(), e);
    }
  }

  private byte[] address(String text) {
    return OutputAddress.script(text, network)
        .orElseThrow(() -> new IllegalArgumentException("Address is not valid"));
  }

  private static byte[] raw(String text) {
    try {
      if (!text.isEmpty()) {
        return HEX.parseHex(text);
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw new IllegalArgumentException("Raw script is not hex");
  }

  private Made plain(byte[] script) {
    String text = Descriptor.infer(script, network);
    return new Made(script, text.substring(0, text.indexOf('#')));
  }

  private static List<Made> combo(DescriptorKeys.Key key) {
    List<Made> all = new ArrayList<>(List.of(publicKey(key), keyHash(key)));
    if (key.bytes().length == DescriptorKeys.COMPRESSED) {
      Made witness = witnessKeyHash(key);
      all.add(witness);
      all.add(scriptHash(witness));
    }
    return all;
  }

  private static Made publicKey(DescriptorKeys.Key key) {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    push(script, key.bytes());
    script.write(CHECKSIG);
    return new Made(script.toByteArray(), "pk(" + key.text() + ")");
  }

  private static Made keyHash(DescriptorKeys.Key key) {
    return new Made(
        OutputAddress.keyHash(Ripemd160.hash160(key.bytes())), "pkh(" + key.text() + ")");
  }

  private static Made witnessKeyHash(DescriptorKeys.Key key) {
    return new Made(
        OutputAddress.witness(0, Ripemd160.hash160(key.bytes())), "wpkh(" + key.text() + ")");
  }

  private static Made scriptHash(Made inner) {
    return new Made(
        OutputAddress.scriptHash(Ripemd160.hash160(inner.script())), "sh(" + inner.text() + ")");
  }

  private static Made witnessScriptHash(Made inner) {
    return new Made(
        OutputAddress.witness(0, Sha256.hash(inner.script())), "wsh(" + inner.text() + ")");
  }

  private Made taproot(String name, String inside) {
    DescriptorKeys.Key key;
    try {
      List<String> parts = Descriptor.split(inside);
      if (parts.size() > 1) {
        throw new IllegalArgumentException(
            name.equals("tr") ? "trees of scripts are not supported" : "only one key expected.");
      }
      key = keys.read(inside, false, true);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + "(): " + e.getMessage(), e);
    }
    byte[] output = name.equals("rawtr") ? key.x() : Secp256k1.outputKey(key.x()).orElseThrow();
    return new Made(OutputAddress.witness(1, output), name + "(" + key.text() + ")");
  }

  private Made multi(String inside, Place place, boolean sorted) {
    List<String> parts = Descriptor.split(inside);
    int threshold = threshold(parts.get(0));
    List<DescriptorKeys.Key> all = new ArrayList<>();
    for (String text : parts.subList(1, parts.size())) {
      try {
        all.add(keys.read(text, place.uncompressed(), false));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("Multi: " + e.getMessage(), e);
      }
    }
    check(threshold, all.size(), place);
    if (sorted) {
      all.sort(Comparator.comparing(DescriptorKeys.Key::bytes, Arrays::compareUnsigned));
    }
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(Script.number(threshold));
    StringBuilder text = new StringBuilder("multi(").append(threshold);
    for (DescriptorKeys.Key key : all) {
      push(script, key.bytes());
      text.append(',').append(key.text());
    }
    script.writeBytes(Script.number(all.size()));
    script.write(CHECKMULTISIG);
    if (place == Place.SCRIPT_HASH && script.size() > LARGEST_ELEMENT) {
      throw new IllegalArgumentException(
          "P2SH script is too large, %d bytes is larger than %d bytes"
              .formatted(script.size(), LARGEST_ELEMENT));
    }
    return new Made(script.toByteArray(), text.append(')').toString());
  }

  private static int threshold(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Multi threshold '" + text + "' is not valid", e);
    }
  }

  private static void check(int threshold, int count, Place place) {
    if (count < 1 || count > MOST_KEYS) {
      throw new IllegalArgumentException(
          "Cannot have %d keys in multisig; must have between 1 and %d keys, inclusive"
              .formatted(count, MOST_KEYS));
    }
    if (threshold == 0) {
      throw new IllegalArgumentException("Multisig threshold cannot be 0, must be at least 1");
    }
    if (Integer.compareUnsigned(threshold, count) > 0) {
      throw new IllegalArgumentException(
          "Multisig threshold cannot be larger than the number of keys; threshold is %s but only %d keys specified"
              .formatted(Integer.toUnsignedString(threshold), count));
    }
    if (place == Place.TOP && count > MOST_BARE_KEYS) {
      throw new IllegalArgumentException(
          "Cannot have " + count + " pubkeys in bare multisig; only at most 3 pubkeys");
    }
  }

  private static void push(ByteArrayOutputStream script, byte[] bytes) {
    script.write(bytes.length);
    script.writeBytes(bytes);
  }
}
