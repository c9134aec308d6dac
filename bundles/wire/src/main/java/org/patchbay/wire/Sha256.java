package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 and its double, H2 of protocol-facts. */
public final class Sha256 {
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

  private Sha256() {}

  /** SHA-256 over the parts, one after the other; 32 bytes. */
  public static byte[] hash(byte[]... parts) {
    MessageDigest digest = DIGEST.get();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** SHA-256 of SHA-256; 32 bytes. */
  public static byte[] doubleHash(byte[] bytes, int offset, int length) {
    MessageDigest digest = DIGEST.get();
    digest.update(bytes, offset, length);
    return twice(digest);
  }

  /** SHA-256 of SHA-256 over what remains of a buffer, whose position is left alone; 32 bytes. */
  public static byte[] doubleHash(ByteBuffer bytes) {
    MessageDigest digest = DIGEST.get();
    digest.update(bytes.duplicate());
    return twice(digest);
  }

  /** SHA-256 of SHA-256 over parts of an array, each an offset and a length; 32 bytes. */
  static byte[] doubleHashOf(byte[] bytes, int... parts) {
    MessageDigest digest = DIGEST.get();
    for (int i = 0; i < parts.length; i += 2) {
      digest.update(bytes, parts[i], parts[i + 1]);
    }
    return twice(digest);
  }

  /** Hash of a tag and data as in BIP340: SHA256(SHA256(tag) ‖ SHA256(tag) ‖ data). */
  public static byte[] taggedHash(String tag, byte[]... parts) {
    byte[] tagHash = hash(tag.getBytes(StandardCharsets.UTF_8));
    MessageDigest digest = DIGEST.get();
    digest.update(tagHash);
    digest.update(tagHash);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static byte[] twice(MessageDigest digest) {
    try {
      byte[] once = new byte[Hash256.SIZE];
      digest.digest(once, 0, once.length);
      digest.update(once);
      digest.digest(once, 0, once.length);
      return once;
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 without room for 32 bytes", e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
