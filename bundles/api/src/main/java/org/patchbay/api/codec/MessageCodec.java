package org.patchbay.api.codec;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.message.Message;

/**
 * Translates payloads to message records and back. Stateless and thread-safe: it runs on the
 * transport's threads. A link keeps the codec with which it began.
 */
@ProviderType
public interface MessageCodec {
  /** Name shown to operators, for example {@code "standard"}. */
  String name();

  /**
   * The largest payload in bytes worth buffering for a command. A longer one is within the
   * transport's limit (4,000,000 bytes) and is skipped without being kept.
   */
  int maxPayload(String command);

  /**
   * Reads one payload. Unknown commands answer {@link org.patchbay.wire.message.Unknown}.
   *
   * @param payload position to limit is the payload; not kept, except through copies
   * @throws MalformedException with the reason; the transport reports it and goes on
   */
  Message decode(String command, ByteBuffer payload) throws MalformedException;

  /** The payload of a message as a buffer from position to limit, which the caller only reads. */
  ByteBuffer encode(Message message);

  /**
   * The checksum (protocol-facts §2.1) of what {@link #encode} answers for a message, when it is
   * known without hashing that: the first four bytes as an unsigned little-endian number.
   *
   * @return -1 when it is not known
   */
  default long knownChecksum(Message message) {
    return -1;
  }
}
