package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Network;

/** The vectors that come with BIP324, each row, each column. */
class Bip324VectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static List<Map<String, String>> rows(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("patchbay.data", "../../../shared/data"))
            .resolve("vectors/bip324")
            .resolve(name);
    if (!Files.exists(file)) {
      String reason = "no vectors at " + file + " (system property patchbay.data)";
      assertFalse("true".equals(System.getenv("CI")), reason);
      Assumptions.abort(reason);
    }
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static byte[] bytes(Map<String, String> row, String column) {
    return HEX.parseHex(row.get(column));
  }

  private static long[] number(String hex) {
    return Field.get(HEX.parseHex(hex), 0);
  }

  private static String hex(long[] number) {
    if (number == null) {
      return "";
    }
    byte[] bytes = new byte[Field.BYTES];
    Field.put(number, bytes, 0);
    return HEX.formatHex(bytes);
  }

  @Test
  void decodesEachVector() throws IOException {
    List<Map<String, String>> rows = rows("ellswift_decode_test_vectors.csv");
    for (Map<String, String> row : rows) {
      assertEquals(row.get("x"), hex(EllSwift.decode(bytes(row, "ellswift"))), "" + row);
    }
    assertTrue(rows.size() > 70, rows.size() + " rows");
  }

  @Test
  void findsEachInverseAndNoOther() throws IOException {
    List<Map<String, String>> rows = rows("xswiftec_inv_test_vectors.csv");
    for (Map<String, String> row : rows) {
      for (int which = 0; which < 8; which++) {
        long[] t = EllSwift.inverse(number(row.get("x")), number(row.get("u")), which);
        assertEquals(row.get("case" + which + "_t"), hex(t), which + " of " + row);
      }
    }
    assertTrue(rows.size() > 30, rows.size() + " rows");
  }

  @Test
  void whatIsEncodedDecodesToTheSame() {
    Random random = new Random(324);
    for (int i = 0; i < 50; i++) {
      byte[] ours = Secp256k1.privateKey(random);
      byte[] theirs = Secp256k1.privateKey(random);
      long[] x = Secp256k1.publicX(ours);
      byte[] encoded = EllSwift.encode(x, random);
      assertEquals(hex(x), hex(EllSwift.decode(encoded)));
      assertArrayEquals(
          Secp256k1.sharedX(theirs, x), Secp256k1.sharedX(ours, Secp256k1.publicX(theirs)));
    }
  }

  @Test
  void sealsAndOpensEachPacket() throws IOException {
    List<Map<String, String>> rows = rows("packet_encoding_test_vectors.csv");
    for (Map<String, String> row : rows) {
      check(row);
    }
    assertEquals(7, rows.size());
  }

  private static void check(Map<String, String> row) {
    byte[] privateKey = bytes(row, "in_priv_ours");
    byte[] ours = bytes(row, "in_ellswift_ours");
    byte[] theirs = bytes(row, "in_ellswift_theirs");
    boolean initiating = row.get("in_initiating").equals("1");
    assertEquals(row.get("mid_x_ours"), hex(Secp256k1.publicX(privateKey)));
    assertEquals(row.get("mid_x_ours"), hex(EllSwift.decode(ours)));
    assertEquals(row.get("mid_x_theirs"), hex(EllSwift.decode(theirs)));
    assertArrayEquals(
        bytes(row, "mid_x_shared"), Secp256k1.sharedX(privateKey, EllSwift.decode(theirs)));
    SessionKeys keys =
        SessionKeys.of(
            privateKey,
            initiating ? ours : theirs,
            initiating ? theirs : ours,
            initiating,
            Network.MAIN.magic());
    assertArrayEquals(bytes(row, "mid_initiator_l"), keys.initiatorLength());
    assertArrayEquals(bytes(row, "mid_initiator_p"), keys.initiatorPacket());
    assertArrayEquals(bytes(row, "mid_responder_l"), keys.responderLength());
    assertArrayEquals(bytes(row, "mid_responder_p"), keys.responderPacket());
    byte[] first = keys.initiatorTerminator();
    byte[] second = keys.responderTerminator();
    assertArrayEquals(bytes(row, "mid_send_garbage_terminator"), initiating ? first : second);
    assertArrayEquals(bytes(row, "mid_recv_garbage_terminator"), initiating ? second : first);
    assertArrayEquals(bytes(row, "out_session_id"), keys.id());
    packet(
        row,
        initiating ? keys.initiatorLength() : keys.responderLength(),
        initiating ? keys.initiatorPacket() : keys.responderPacket());
  }

  private static void packet(Map<String, String> row, byte[] lengthKey, byte[] packetKey) {
    byte[] once = bytes(row, "in_contents");
    int times = Integer.parseInt(row.get("in_multiply"));
    byte[] aad = bytes(row, "in_aad");
    int before = Integer.parseInt(row.get("in_idx"));
    byte[] sealed = new byte[3 + 1 + once.length * times + 16];
    Ciphers ciphers = new Ciphers();
    LengthCipher lengths = new LengthCipher(lengthKey, ciphers);
    PacketCipher packets = new PacketCipher(packetKey, ciphers);
    for (int i = 0; i < before; i++) {
      lengths.put(0, new byte[3], 0);
      packets.seal(PacketCipher.NO_AAD, new byte[17], 0, 1);
    }
    lengths.put(once.length * times, sealed, 0);
    sealed[3] = (byte) (row.get("in_ignore").equals("1") ? 0x80 : 0);
    for (int i = 0; i < times; i++) {
      System.arraycopy(once, 0, sealed, 4 + i * once.length, once.length);
    }
    byte[] plain = Arrays.copyOfRange(sealed, 3, sealed.length - 16);
    packets.seal(aad, sealed, 3, plain.length);
    String hex = HEX.formatHex(sealed);
    String whole = row.get("out_ciphertext");
    assertTrue(whole.isEmpty() || whole.equals(hex), "ciphertext of " + before);
    assertTrue(hex.endsWith(row.get("out_ciphertext_endswith")), "end of " + before);

    LengthCipher back = new LengthCipher(lengthKey, ciphers);
    PacketCipher opened = new PacketCipher(packetKey, ciphers);
    for (int i = 0; i < before; i++) {
      back.get(new byte[3], 0);
      opened.turn();
    }
    assertEquals(once.length * times, back.get(sealed, 0));
    assertTrue(opened.open(aad, sealed, 3, plain.length + 16));
    assertArrayEquals(plain, Arrays.copyOfRange(sealed, 3, sealed.length - 16));
  }
}
