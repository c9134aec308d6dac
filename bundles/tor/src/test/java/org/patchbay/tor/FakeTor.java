package org.patchbay.tor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;

/**
 * What Tor 0.4.9 answers on a control connection, word for word, and whatever else a test wants it
 * to. Confined to one thread at a time.
 */
final class FakeTor {
  static final String NEW_KEY = "ED25519-V3:" + "k".repeat(86) + "==";

  private static final byte[] NONCE = new byte[32];

  String methods = "NULL";
  String password = "";
  byte[] cookie = new byte[32];
  Path cookieFile;
  String socks = "\"127.0.0.1:9150\"";
  boolean knowsDefence = true;

  /** What is answered instead to lines that begin so. */
  final Map<String, String> instead = new LinkedHashMap<>();

  /** What was said to it, on all connections. */
  final List<String> heard = new ArrayList<>();

  private boolean authenticated;
  private String proof = "";

  /** Somebody connects. */
  void connected() {
    authenticated = false;
    proof = "";
  }

  /** What follows a line, ends of lines included. */
  String answer(String line) {
    heard.add(line);
    for (Map.Entry<String, String> each : instead.entrySet()) {
      if (line.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    if (words[0].equals("PROTOCOLINFO")) {
      return "250-PROTOCOLINFO 1\r\n250-AUTH METHODS=%s%s\r\n250-VERSION Tor=\"0.4.9.11\"\r\n250 OK\r\n"
          .formatted(methods, cookieFile == null ? "" : " COOKIEFILE=\"" + cookieFile + '"');
    }
    if (words[0].equals("AUTHCHALLENGE")) {
      return challenge(rest);
    }
    if (words[0].equals("AUTHENTICATE")) {
      authenticated = rest.equals(expected());
      return authenticated ? "250 OK\r\n" : "515 Authentication failed: Wrong credentials.\r\n";
    }
    if (!authenticated) {
      return "514 Authentication required.\r\n";
    }
    return switch (words[0]) {
      case "GETINFO" ->
          rest.equals("net/listeners/socks")
              ? "250-net/listeners/socks=" + socks + "\r\n250 OK\r\n"
              : "552 Unrecognized key \"" + rest + "\"\r\n";
      case "ADD_ONION" -> onion(rest.split(" "));
      default -> "510 Unrecognized command \"" + words[0] + "\"\r\n";
    };
  }

  private String expected() {
    if (methods.contains("HASHEDPASSWORD")) {
      return '"' + password + '"';
    }
    return proof;
  }

  private String challenge(String rest) {
    String[] words = rest.split(" ");
    if (words.length != 2 || !words[0].equals("SAFECOOKIE") || words[1].length() != 64) {
      return "513 Invalid base16 client nonce\r\n";
    }
    byte[] ours = HexFormat.of().parseHex(words[1]);
    proof = mac("Tor safe cookie authentication controller-to-server hash", ours).toLowerCase();
    return "250 AUTHCHALLENGE SERVERHASH=%s SERVERNONCE=%s\r\n"
        .formatted(
            mac("Tor safe cookie authentication server-to-controller hash", ours),
            HexFormat.of().withUpperCase().formatHex(NONCE));
  }

  private String mac(String key, byte[] ours) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      byte[] all = new byte[96];
      System.arraycopy(cookie, 0, all, 0, 32);
      System.arraycopy(ours, 0, all, 32, 32);
      System.arraycopy(NONCE, 0, all, 64, 32);
      return HexFormat.of().withUpperCase().formatHex(mac.doFinal(all));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String onion(String[] words) {
    for (String each : words) {
      if (each.startsWith("PoW") && !knowsDefence) {
        return "512 Bad arguments to ADD_ONION: Unrecognized keyword argument \"" + each + "\"\r\n";
      }
    }
    boolean fresh = words[0].equals("NEW:ED25519-V3");
    String key = fresh ? NEW_KEY : words[0];
    return "250-ServiceID=%s\r\n%s250 OK\r\n"
        .formatted(service(key), fresh ? "250-PrivateKey=" + key + "\r\n" : "");
  }

  /** The address that belongs to a key, without its end. */
  static String service(String key) {
    byte[] bytes = Sha256.hash(key.getBytes(StandardCharsets.US_ASCII));
    String host = NetworkAddress.of(NetworkAddress.TOR_V3, bytes, 0).host();
    return host.substring(0, host.length() - ".onion".length());
  }
}
