package org.patchbay.wire.script;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.patchbay.wire.Network;

/**
 * Addresses: texts that stand for output scripts. Base58Check for hashes of keys and scripts,
 * Bech32 and Bech32m for witness programs (BIP173, BIP350).
 */
public final class OutputAddress {
  private static final int HASH = 20;

  private OutputAddress() {}

  /** The script of an address; empty when it is none, or of another network. */
  public static Optional<byte[]> script(String address, Network network) {
    return Bech32.decode(prefix(network), address)
        .map(program -> witness(program.version(), program.bytes()))
        .or(() -> Base58.decode(address).flatMap(payload -> hashed(payload, network)));
  }

  /** The address of an output script; empty when it has none. */
  public static Optional<String> of(byte[] script, Network network) {
    return switch (ScriptForm.of(script)) {
      case KEY_HASH ->
          Optional.of(text(keyHashByte(network), Arrays.copyOfRange(script, 3, 3 + HASH)));
      case SCRIPT_HASH ->
          Optional.of(text(scriptHashByte(network), Arrays.copyOfRange(script, 2, 2 + HASH)));
      case WITNESS_KEY_HASH, WITNESS_SCRIPT_HASH, TAPROOT, ANCHOR, WITNESS_UNKNOWN ->
          Optional.of(
              Bech32.encode(
                  prefix(network),
                  new Bech32.Program(
                      script[0] == 0 ? 0 : script[0] - 0x50,
                      Arrays.copyOfRange(script, 2, script.length))));
      default -> Optional.empty();
    };
  }

  /** A witness program as a script. */
  static byte[] witness(int version, byte[] program) {
    return ByteBuffer.allocate(2 + program.length)
        .put((byte) (version == 0 ? 0 : 0x50 + version))
        .put((byte) program.length)
        .put(program)
        .array();
  }

  static byte[] keyHash(byte[] hash) {
    byte[] script = new byte[25];
    script[0] = 0x76;
    script[1] = (byte) 0xa9;
    script[2] = HASH;
    System.arraycopy(hash, 0, script, 3, HASH);
    script[23] = (byte) 0x88;
    script[24] = (byte) 0xac;
    return script;
  }

  static byte[] scriptHash(byte[] hash) {
    byte[] script = new byte[23];
    script[0] = (byte) 0xa9;
    script[1] = HASH;
    System.arraycopy(hash, 0, script, 2, HASH);
    script[22] = (byte) 0x87;
    return script;
  }

  private static Optional<byte[]> hashed(byte[] payload, Network network) {
    if (payload.length != 1 + HASH) {
      return Optional.empty();
    }
    int kind = payload[0] & 0xFF;
    byte[] hash = Arrays.copyOfRange(payload, 1, payload.length);
    if (kind == keyHashByte(network)) {
      return Optional.of(keyHash(hash));
    }
    return kind == scriptHashByte(network) ? Optional.of(scriptHash(hash)) : Optional.empty();
  }

  private static String text(int kind, byte[] hash) {
    byte[] payload = new byte[1 + hash.length];
    payload[0] = (byte) kind;
    System.arraycopy(hash, 0, payload, 1, hash.length);
    return Base58.encode(payload);
  }

  private static int keyHashByte(Network network) {
    return network == Network.MAIN ? 0 : 111;
  }

  private static int scriptHashByte(Network network) {
    return network == Network.MAIN ? 5 : 196;
  }

  private static String prefix(Network network) {
    return switch (network) {
      case MAIN -> "bc";
      case TEST, TESTNET4, SIGNET -> "tb";
      case REGTEST -> "bcrt";
    };
  }
}
