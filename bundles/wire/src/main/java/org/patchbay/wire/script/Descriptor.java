package org.patchbay.wire.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.patchbay.wire.Network;

/**
 * What an output descriptor stands for (BIP380 to BIP386). Immutable.
 *
 * <p>Read are {@code addr}, {@code raw}, {@code pk}, {@code pkh}, {@code wpkh}, {@code combo},
 * {@code multi}, {@code sortedmulti}, {@code sh}, {@code wsh}, {@code rawtr}, and {@code tr}
 * without scripts, of public keys in hex and of private keys in WIF. Extended keys and Miniscript
 * are not.
 *
 * @param outputs what it stands for, in Bitcoin Core's order: one, or for {@code combo} two or four
 */
public record Descriptor(List<Output> outputs) {
  private static final int CHECKSUM = 8;
  private static final HexFormat HEX = HexFormat.of();

  /** Copies. */
  public Descriptor {
    outputs = List.copyOf(outputs);
  }

  /**
   * One output script. Do not change the array.
   *
   * @param text the descriptor of this script alone, with its checksum
   */
  public record Output(byte[] script, String text) {}

  /**
   * Reads one; its checksum may be missing, and must be right when it is there.
   *
   * @param network whose addresses and private keys are meant
   * @throws IllegalArgumentException when it cannot be read, with Bitcoin Core's words
   */
  public static Descriptor of(String text, Network network) {
    String[] parts = text.split("#", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException("Multiple '#' symbols");
    }
    if (parts.length == 2 && parts[1].length() != CHECKSUM) {
      throw new IllegalArgumentException(
          "Expected 8 character checksum, not " + parts[1].length() + " characters");
    }
    String computed = DescriptorChecksum.of(parts[0]);
    if (parts.length == 2 && !parts[1].equals(computed)) {
      throw new IllegalArgumentException(
          "Provided checksum '%s' does not match computed checksum '%s'"
              .formatted(parts[1], computed));
    }
    return new Descriptor(new DescriptorReader(network).top(parts[0]));
  }

  /** The script that coinbases pay to: of {@code combo} the witness one, where it has one. */
  public Output payee() {
    return switch (outputs.size()) {
      case 1 -> outputs.get(0);
      case 4 -> outputs.get(2);
      default -> outputs.get(1);
    };
  }

  /** The descriptor of a script about which nothing else is known, with its checksum. */
  public static String infer(byte[] script, Network network) {
    return summed(inferred(script, network));
  }

  static String summed(String descriptor) {
    return descriptor + "#" + DescriptorChecksum.of(descriptor);
  }

  private static String inferred(byte[] script, Network network) {
    ScriptForm form = ScriptForm.of(script);
    if (form == ScriptForm.PUBLIC_KEY && script[1] <= 4) {
      return "pk(" + HEX.formatHex(script, 1, script.length - 1) + ")";
    }
    if (form == ScriptForm.MULTISIG && !hybrid(script)) {
      return "multi(" + (script[0] - 0x50) + keys(script) + ")";
    }
    if (form == ScriptForm.TAPROOT && Secp256k1.isX(Arrays.copyOfRange(script, 2, script.length))) {
      return "rawtr(" + HEX.formatHex(script, 2, script.length) + ")";
    }
    return OutputAddress.of(script, network)
        .map(address -> "addr(" + address + ")")
        .orElseGet(() -> "raw(" + HEX.formatHex(script) + ")");
  }

  /** Whether a key says in its first byte what its last one says too, which no descriptor has. */
  private static boolean hybrid(byte[] multisig) {
    boolean hybrid = false;
    for (int at = 1; at < multisig.length - 2; at += 1 + multisig[at]) {
      hybrid |= multisig[at + 1] > 4;
    }
    return hybrid;
  }

  private static String keys(byte[] multisig) {
    StringBuilder keys = new StringBuilder();
    int at = 1;
    while (at < multisig.length - 2) {
      int length = multisig[at];
      keys.append(',').append(HEX.formatHex(multisig, at + 1, at + 1 + length));
      at += 1 + length;
    }
    return keys.toString();
  }

  /** Parts of a text at commas outside of brackets. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
