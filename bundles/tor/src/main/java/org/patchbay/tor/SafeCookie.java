package org.patchbay.tor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Both sides prove that they know the cookie, without saying it (protocol-facts §19.3). Immutable.
 *
 * @param cookie 32 bytes
 * @param ours 32 bytes, new each time
 * @param theirs 32 bytes
 */
record SafeCookie(byte[] cookie, byte[] ours, byte[] theirs) {
  static final int SIZE = 32;

  private static final String SERVER = "Tor safe cookie authentication server-to-controller hash";
  private static final String CLIENT = "Tor safe cookie authentication controller-to-server hash";

  /** Whether the other side knows it: whoever does not is not told our proof. */
  boolean provenBy(byte[] hash) {
    return MessageDigest.isEqual(hash, mac(SERVER));
  }

  /** Our proof; 32 bytes. */
  byte[] proof() {
    return mac(CLIENT);
  }

  private byte[] mac(String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      mac.update(cookie);
      mac.update(ours);
      return mac.doFinal(theirs);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }
}
