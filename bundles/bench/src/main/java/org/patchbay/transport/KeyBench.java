package org.patchbay.transport;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a handshake of version 2 costs one end, and its parts. Both ends do the same; it stands in
 * the package of the transport to reach them.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KeyBench {
  private static final int MAGIC = 0xdab5bffa;
  private final Random random = new Random(324);
  private byte[] key;
  private byte[] ours;
  private byte[] theirs;
  private long[] x;

  /** Draws keys. */
  @Setup
  public void draw() {
    key = Secp256k1.privateKey(random);
    x = Secp256k1.publicX(key);
    ours = EllSwift.encode(x, random);
    theirs = EllSwift.encode(Secp256k1.publicX(Secp256k1.privateKey(random)), random);
  }

  /** All of it: a fresh key in its 64 bytes, the shared secret, the key schedule. */
  @Benchmark
  public Object handshake() {
    byte[] fresh = Secp256k1.privateKey(random);
    byte[] mine = EllSwift.encode(Secp256k1.publicX(fresh), random);
    return SessionKeys.of(fresh, mine, theirs, true, MAGIC);
  }

  /** A public key. */
  @Benchmark
  public long[] publicKey() {
    return Secp256k1.publicX(key);
  }

  /** Sixty-four bytes for it. */
  @Benchmark
  public byte[] encode() {
    return EllSwift.encode(x, random);
  }

  /** Back to the x coordinate. */
  @Benchmark
  public long[] decode() {
    return EllSwift.decode(theirs);
  }

  /** The shared secret. */
  @Benchmark
  public byte[] sharedX() {
    return Secp256k1.sharedX(key, x);
  }

  /** Decoding, shared secret, and key schedule. */
  @Benchmark
  public Object sessionKeys() {
    return SessionKeys.of(key, ours, theirs, true, MAGIC);
  }
}
