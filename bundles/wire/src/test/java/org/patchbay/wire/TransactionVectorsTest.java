package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bitcoin Core's vectors of transactions; BADTX marks those that break a context-free rule. */
class TransactionVectorsTest {
  private static final String FOLDER = "vectors/consensus/";

  @Test
  void validOnes() throws IOException, MalformedException {
    int count = 0;
    for (List<?> vector : vectors("tx_valid.json")) {
      Transaction tx = transaction(vector);
      assertTrue(TransactionRules.broken(tx).isEmpty(), () -> tx + " of " + vector);
      count++;
    }
    assertEquals(121, count);
  }

  @Test
  void invalidOnes() throws IOException, MalformedException {
    int bad = 0;
    for (List<?> vector : vectors("tx_invalid.json")) {
      Transaction tx = transaction(vector);
      boolean expected = vector.get(2).equals("BADTX");
      assertEquals(expected, TransactionRules.broken(tx).isPresent(), () -> tx + " of " + vector);
      bad += expected ? 1 : 0;
    }
    assertEquals(9, bad);
  }

  private static Transaction transaction(List<?> vector) throws MalformedException {
    byte[] raw = HexFormat.of().parseHex((String) vector.get(1));
    Transaction tx = Transaction.read(new WireReader(raw));
    byte[] written = new byte[tx.size()];
    tx.raw().get(written);
    assertArrayEquals(raw, written);
    return tx;
  }

  /** The entries that are vectors: previous outputs, transaction, flags. The others are remarks. */
  private static List<List<?>> vectors(String file) throws IOException {
    List<Object> all = JSON.std.listFrom(Data.bytes(FOLDER + file));
    return all.stream()
        .<List<?>>map(entry -> (List<?>) entry)
        .filter(entry -> entry.get(0) instanceof List)
        .toList();
  }
}
