package org.patchbay.wire.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireWriter;

/**
 * Headers that many peers are given, with their payload made and hashed once. Thread-safe.
 *
 * <p>Reason: everybody who syncs asks for the same two thousand headers; hashing 162 kB for the
 * checksum costs more than sending them. The payload is kept until {@link #forget}, so that whoever
 * hands these out bounds the memory; what a peer is still owed afterwards is made anew.
 */
public final class SharedHeaders extends AbstractList<BlockHeader> implements RandomAccess {
  private final List<BlockHeader> headers;
  private volatile boolean keeping = true;
  private volatile Encoded encoded;

  /** A payload and the first four bytes of its double hash, little-endian. */
  private record Encoded(ByteBuffer payload, int checksum) {}

  /** Of headers that do not change. */
  public SharedHeaders(List<BlockHeader> headers) {
    this.headers = headers;
  }

  /** The payload of a {@link Headers} of them; read-only. */
  public ByteBuffer payload() {
    return encoded().payload().duplicate();
  }

  /** The checksum of that payload (protocol-facts §2.1). */
  public int checksum() {
    return encoded().checksum();
  }

  /** Keeps no payload from now on. */
  public void forget() {
    keeping = false;
    encoded = null;
  }

  private Encoded encoded() {
    Encoded known = encoded;
    if (known == null) {
      WireWriter out = new WireWriter(Headers.size(headers.size()));
      Headers.write(headers, out);
      ByteBuffer payload = out.toByteBuffer();
      byte[] hash = Sha256.doubleHash(payload);
      known =
          new Encoded(
              payload.asReadOnlyBuffer(),
              ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getInt(0));
      encoded = keeping ? known : null;
    }
    return known;
  }

  @Override
  public BlockHeader get(int index) {
    return headers.get(index);
  }

  @Override
  public int size() {
    return headers.size();
  }
}
