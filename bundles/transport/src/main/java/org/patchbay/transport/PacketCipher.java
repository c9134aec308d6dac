package org.patchbay.transport;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The packets of one direction (protocol-facts §3.5): each under a nonce of its own, and after 224
 * of them a new key, so that who finds the present key cannot read what went before. Confined to
 * the event loop.
 */
final class PacketCipher {
  static final byte[] NO_AAD = {};
  private static final int OF_NEXT_KEY = 0xFFFF_FFFF;

  private final Ciphers ciphers;
  private SecretKeySpec key;
  private int packet;
  private long rekeyed;

  PacketCipher(byte[] key, Ciphers ciphers) {
    this.ciphers = ciphers;
    this.key = Ciphers.key(key, 0);
  }

  /** Seals the next packet where it is; room for the tag follows it. */
  void seal(byte[] aad, byte[] bytes, int at, int length) {
    ciphers.seal(key, packet, rekeyed, aad, bytes, at, length);
    turn();
  }

  /** Makes ready a cipher that seals the next packet step by step; {@link #end} takes it back. */
  Cipher begin() {
    Cipher cipher = ciphers.lend();
    ciphers.begin(cipher, key, packet, rekeyed);
    turn();
    return cipher;
  }

  void end(Cipher cipher) {
    ciphers.back(cipher);
  }

  /** Opens the next packet where it is, tag included; answers false when it is not genuine. */
  boolean open(byte[] aad, byte[] bytes, int at, int length) {
    boolean genuine = ciphers.open(key, packet, rekeyed, aad, bytes, at, length);
    turn();
    return genuine;
  }

  /** Passes over a packet that is not read. */
  void turn() {
    if (++packet == LengthCipher.REKEY) {
      byte[] next = new byte[Ciphers.KEY];
      ciphers.keystream(key, OF_NEXT_KEY, rekeyed, 1, next);
      key = Ciphers.key(next, 0);
      packet = 0;
      rekeyed++;
    }
  }
}
