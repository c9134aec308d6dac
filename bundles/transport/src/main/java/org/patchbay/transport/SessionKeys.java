package org.patchbay.transport;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * All that both ends derive from their two keys (protocol-facts §3.3).
 *
 * @param id names the session, the same at both ends
 */
record SessionKeys(
    byte[] initiatorLength,
    byte[] initiatorPacket,
    byte[] responderLength,
    byte[] responderPacket,
    byte[] initiatorTerminator,
    byte[] responderTerminator,
    byte[] id) {
  static final int TERMINATOR = 16;
  private static final int SIZE = 32;
  private static final byte[] TAG = sha256(ascii("bip324_ellswift_xonly_ecdh"));

  /**
   * Derives them.
   *
   * @param privateKey of one end
   * @param initiator key of the end that connected, 64 bytes
   * @param responder key of the other end
   * @param weInitiated whether the private key belongs to the initiator
   * @param magic of the network, as a little-endian number
   */
  static SessionKeys of(
      byte[] privateKey, byte[] initiator, byte[] responder, boolean weInitiated, int magic) {
    byte[] theirs = weInitiated ? responder : initiator;
    byte[] x = Secp256k1.sharedX(privateKey, EllSwift.decode(theirs));
    byte[] secret = sha256(TAG, TAG, initiator, responder, x);
    byte[] salt = Arrays.copyOf(ascii("bitcoin_v2_shared_secret"), 28);
    LittleEndian.putI32(salt, 24, magic);
    byte[] extracted = hmac(salt, secret);
    byte[] terminators = expand(extracted, "garbage_terminators");
    SessionKeys keys =
        new SessionKeys(
            expand(extracted, "initiator_L"),
            expand(extracted, "initiator_P"),
            expand(extracted, "responder_L"),
            expand(extracted, "responder_P"),
            Arrays.copyOf(terminators, TERMINATOR),
            Arrays.copyOfRange(terminators, TERMINATOR, SIZE),
            expand(extracted, "session_id"));
    Arrays.fill(x, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(extracted, (byte) 0);
    return keys;
  }

  /** One block of HKDF is all that 32 bytes need. */
  private static byte[] expand(byte[] key, String info) {
    byte[] block = Arrays.copyOf(ascii(info), info.length() + 1);
    block[info.length()] = 1;
    return hmac(key, block);
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
    }
  }

  private static byte[] sha256(byte[]... parts) {
    MessageDigest digest = Scratch.sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
