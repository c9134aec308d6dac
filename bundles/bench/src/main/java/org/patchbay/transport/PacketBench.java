package org.patchbay.transport;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A packet of version 2 sealed and opened, beside Bouncy Castle's cipher. A packet a microsecond is
 * its size in MB/s.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PacketBench {
  /** Bytes. */
  @Param({"10", "100", "1000000"})
  int size;

  private final Ciphers ciphers = new Ciphers();
  private final byte[] key = new byte[Ciphers.KEY];
  private final byte[] nonce = new byte[12];
  private final ChaCha20Poly1305 bouncy = new ChaCha20Poly1305();
  private PacketCipher sealing;
  private PacketCipher opening;
  private LengthCipher lengths;
  private byte[] bytes;
  private byte[] sealed;

  /** Makes the two ends. */
  @Setup
  public void open() {
    Arrays.fill(key, (byte) 1);
    bytes = new byte[LengthCipher.SIZE + size + Ciphers.TAG];
    sealed = bytes.clone();
    sealing = new PacketCipher(key, ciphers);
    opening = new PacketCipher(key, ciphers);
    lengths = new LengthCipher(key, ciphers);
  }

  /** A packet with its length. */
  @Benchmark
  public byte[] seal() {
    lengths.put(size, bytes, 0);
    sealing.seal(PacketCipher.NO_AAD, bytes, LengthCipher.SIZE, size);
    return bytes;
  }

  /** A packet sealed and opened. */
  @Benchmark
  public boolean sealAndOpen() {
    lengths.put(size, bytes, 0);
    sealing.seal(PacketCipher.NO_AAD, bytes, LengthCipher.SIZE, size);
    if (!opening.open(PacketCipher.NO_AAD, bytes, LengthCipher.SIZE, size + Ciphers.TAG)) {
      throw new IllegalStateException("not genuine");
    }
    return true;
  }

  /** The same packet without its length, sealed by Bouncy Castle. */
  @Benchmark
  public byte[] sealBouncy() throws InvalidCipherTextException {
    LittleEndian.putI64(nonce, 4, LittleEndian.i64(nonce, 4) + 1);
    bouncy.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    int count = bouncy.processBytes(bytes, 0, size, sealed, 0);
    bouncy.doFinal(sealed, count);
    return sealed;
  }
}
