package org.patchbay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.patchbay.codec.StandardCodec;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;

/**
 * Payloads to records and back. Blocks are counted as blocks, headers as headers, the rest as
 * messages.
 *
 * <p>A block of ours keeps the bytes it was read from, checks its whole structure and makes an
 * object of a part when it is asked for; bitcoinj makes every object at once and serialises them
 * again. {@link #blockPatchbay} is what a node does that passes a block on; {@link
 * #blockPatchbayRebuilt} does all that bitcoinj does. Blocks warm up longer: there is more code to
 * compile.
 */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBench {
  private static final int HEADERS = Headers.MAX_ENTRIES;
  private static final int INVENTORY = 1000;

  private final StandardCodec codec = new StandardCodec();
  private byte[] block;
  private byte[] rawHeaders;
  private ByteBuffer headers;
  private ByteBuffer ping;
  private ByteBuffer inv;

  /** Reads the real data. */
  @Setup
  public void read() throws IOException {
    block = Place.data("blocks/mainnet-866342.raw");
    rawHeaders = Place.data("headers/mainnet-0-10236.bin");
    List<BlockHeader> list = new ArrayList<>();
    List<Inventory> items = new ArrayList<>();
    for (int i = 0; i < HEADERS; i++) {
      list.add(BlockHeader.of(rawHeaders, i * BlockHeader.SIZE));
    }
    for (int i = 0; i < INVENTORY; i++) {
      items.add(new Inventory(Inventory.WTX, list.get(i).hash()));
    }
    headers = codec.encode(new Headers(list));
    inv = codec.encode(new Inv(items));
    ping = codec.encode(new Ping(0x5eed));
  }

  /** A block decoded, and encoded as it was read. */
  @Benchmark
  @Warmup(iterations = 5, time = 2)
  public byte[] blockPatchbay() throws MalformedException {
    return bytes(codec.encode(codec.decode("block", ByteBuffer.wrap(block))));
  }

  /** A block decoded, an object made for every part, and all of it serialised from these. */
  @Benchmark
  @Warmup(iterations = 5, time = 2)
  public byte[] blockPatchbayRebuilt() throws MalformedException {
    Block read = ((BlockMessage) codec.decode("block", ByteBuffer.wrap(block))).block();
    List<Transaction> rebuilt = new ArrayList<>(read.transactions().size());
    for (Transaction tx : read.transactions()) {
      rebuilt.add(
          Transaction.of(tx.version(), tx.inputs(), tx.outputs(), tx.witnesses(), tx.lockTime()));
    }
    return bytes(codec.encode(new BlockMessage(Block.of(read.header(), rebuilt))));
  }

  /** The same block decoded and encoded by bitcoinj. */
  @Benchmark
  @Warmup(iterations = 5, time = 2)
  public byte[] blockBitcoinj() {
    return org.bitcoinj.core.Block.read(ByteBuffer.wrap(block)).serialize();
  }

  /** A message of 2,000 headers decoded, which hashes each. */
  @Benchmark
  @OperationsPerInvocation(HEADERS)
  public Message headers() throws MalformedException {
    return codec.decode("headers", headers.duplicate());
  }

  /** The hashes of 2,000 headers alone: what no decoding can be faster than. */
  @Benchmark
  @OperationsPerInvocation(HEADERS)
  public void headersHashingAlone(Blackhole hashes) {
    for (int i = 0; i < HEADERS; i++) {
      hashes.consume(
          Hash256.of(Sha256.doubleHash(rawHeaders, i * BlockHeader.SIZE, BlockHeader.SIZE)));
    }
  }

  /** A ping decoded. */
  @Benchmark
  public Message ping() throws MalformedException {
    return codec.decode("ping", ping.duplicate());
  }

  /** An inv of 1,000 entries decoded. */
  @Benchmark
  public Message inv() throws MalformedException {
    return codec.decode("inv", inv.duplicate());
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }
}
