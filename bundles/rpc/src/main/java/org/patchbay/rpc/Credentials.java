package org.patchbay.rpc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who may call, by salted hashes of passwords. Immutable. */
final class Credentials {
  private static final String HMAC = "HmacSHA256";
  private static final String BASIC = "Basic ";
  private static final Pattern ENTRY = Pattern.compile("([^:]*):([^$]+)\\$([0-9a-f]{64})");

  private final List<Entry> entries;

  Credentials(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * One user.
   *
   * @param salt key of the HMAC, as text
   * @param hash HMAC-SHA256 of the password in hex
   */
  record Entry(String user, String salt, String hash) {
    /**
     * Reads what Bitcoin Core's rpcauth takes: {@code user:salt$hash}.
     *
     * @throws IllegalArgumentException saying what is allowed, and nothing of the entry
     */
    static Entry parse(String text) {
      Matcher entry = ENTRY.matcher(text);
      if (!entry.matches()) {
        throw new IllegalArgumentException(
            "an entry that is not shown (allowed: user:salt$hash, the hash 64 hexadecimal digits in"
                + " lower case)");
      }
      return new Entry(entry.group(1), entry.group(2), entry.group(3));
    }

    /** Of a password. */
    static Entry of(String user, String password, byte[] salt) {
      String key = HexFormat.of().formatHex(salt);
      return new Entry(user, key, hmac(key, password.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** The user whom the value of an {@code Authorization} header proves; empty when it does not. */
  Optional<String> user(String header) {
    if (!header.startsWith(BASIC)) {
      return Optional.empty();
    }
    byte[] pair;
    try {
      pair = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = 0;
    while (colon < pair.length && pair[colon] != ':') {
      colon++;
    }
    if (colon == pair.length) {
      return Optional.empty();
    }
    byte[] user = java.util.Arrays.copyOf(pair, colon);
    byte[] password = java.util.Arrays.copyOfRange(pair, colon + 1, pair.length);
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.user().getBytes(StandardCharsets.UTF_8), user)
          && MessageDigest.isEqual(bytes(hmac(entry.salt(), password)), bytes(entry.hash()))) {
        return Optional.of(entry.user());
      }
    }
    return Optional.empty();
  }

  private static byte[] bytes(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hmac(String salt, byte[] password) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(password));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + HMAC, e);
    }
  }
}
