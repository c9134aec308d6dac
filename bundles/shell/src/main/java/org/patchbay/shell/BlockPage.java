package org.patchbay.shell;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Block;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;

/** What {@code chain:block} shows. */
record BlockPage(
    int height,
    String hash,
    String previous,
    String merkleRoot,
    Instant time,
    Quantity.Age age,
    String bits,
    Quantity.Bytes size,
    long weight,
    int transactions,
    String connected,
    Table<TxRow> first) {

  /** One transaction of a block; value in satoshi. */
  record TxRow(int index, String txid, int vsize, int inputs, int outputs, long value) {
    static TxRow of(int index, Transaction tx) {
      return new TxRow(
          index,
          tx.txid().toString(),
          tx.vsize(),
          tx.inputs().size(),
          tx.outputs().size(),
          tx.outputs().stream().mapToLong(TxOut::value).sum());
    }
  }

  static BlockPage of(HeaderView view, Block block, boolean connected, int most, Instant now) {
    int count = block.transactions().size();
    Table<TxRow> rows =
        Table.of(
            IntStream.range(0, Math.min(most, count))
                .mapToObj(i -> TxRow.of(i, block.transactions().get(i))),
            "no transactions");
    String more =
        "%d of %d shown; chain:block %d %2$d".formatted(rows.size(), count, view.height());
    return new BlockPage(
        view.height(),
        view.hash().toString(),
        view.header().previous().toString(),
        view.header().merkleRoot().toString(),
        Instant.ofEpochSecond(view.header().time()),
        Quantity.Age.ofSeconds(Math.max(0, now.getEpochSecond() - view.header().time())),
        "%08x".formatted(view.header().bits()),
        new Quantity.Bytes(block.raw().remaining()),
        block.weight(),
        count,
        connected ? "yes" : "no, beside the active chain",
        rows.size() == count ? rows : rows.with(List.of(more)));
  }
}
