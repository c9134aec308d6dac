package org.patchbay.lab;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.TxOut;

/**
 * Scripts of the lab's wallets: witness script hashes whose script drops the wallet's number and
 * leaves true. Spending one takes no signature and is valid under every rule; whoever runs a lab
 * can spend what an earlier lab earned.
 */
final class WalletScript {
  /** So many wallets there are. */
  static final int WALLETS = 8;

  private static final int OP_DROP = 0x75;
  private static final int OP_TRUE = 0x51;

  /** Above 16: smaller numbers have opcodes of their own, and only those are minimal. */
  private static final int FIRST_NUMBER = 0x20;

  private static final List<byte[]> OUTPUTS = outputs();
  private static final Map<ByteBuffer, Integer> OWNERS =
      IntStream.range(0, WALLETS)
          .boxed()
          .collect(Collectors.toMap(wallet -> ByteBuffer.wrap(OUTPUTS.get(wallet)), w -> w));

  private WalletScript() {}

  /** What an output to a wallet carries: version 0 and 32 bytes of hash. */
  static byte[] output(int wallet) {
    return OUTPUTS.get(wallet);
  }

  /** The witness that spends such an output. */
  static List<byte[]> witness(int wallet) {
    return List.of(script(wallet));
  }

  /** The wallet that an output belongs to; empty when it is a stranger's. */
  static OptionalInt owner(byte[] output) {
    Integer wallet = OWNERS.get(ByteBuffer.wrap(output));
    return wallet == null ? OptionalInt.empty() : OptionalInt.of(wallet);
  }

  /** Whether a witness spends an output; of strangers' scripts the lab knows nothing. */
  static boolean opens(TxOut output, List<byte[]> witness) {
    OptionalInt owner = owner(output.script());
    return owner.isEmpty()
        || witness.size() == 1 && Arrays.equals(witness.get(0), script(owner.getAsInt()));
  }

  private static byte[] script(int wallet) {
    return new byte[] {1, (byte) (FIRST_NUMBER + wallet), OP_DROP, OP_TRUE};
  }

  private static List<byte[]> outputs() {
    List<byte[]> outputs = new ArrayList<>();
    for (int wallet = 0; wallet < WALLETS; wallet++) {
      outputs.add(
          ByteBuffer.allocate(34)
              .put((byte) 0)
              .put((byte) 32)
              .put(Sha256.hash(script(wallet)))
              .array());
    }
    return outputs;
  }
}
