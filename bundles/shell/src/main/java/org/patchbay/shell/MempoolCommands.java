package org.patchbay.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.mempool.Mempool;

/** Transactions that wait for a block. */
@Component(
    service = {Commands.class, MempoolCommands.class},
    property = {"osgi.command.scope=mempool", "osgi.command.function=list"})
public final class MempoolCommands implements Commands {
  private static final int SHOWN = 20;

  private final Parts parts;

  @Activate
  public MempoolCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "mempool";
  }

  /** A line of {@code mempool:list}: fee in satoshi, rate in satoshi per virtual byte. */
  record EntryRow(
      String txid,
      Quantity.Age age,
      int vsize,
      long fee,
      double rate,
      int ancestors,
      int inputs,
      int outputs) {
    static EntryRow of(Mempool.Entry entry, long now) {
      return new EntryRow(
          entry.transaction().txid().toString(),
          Quantity.Age.since(entry.acceptedAt(), now),
          entry.vsize(),
          entry.fee(),
          (double) entry.fee() / Math.max(1, entry.vsize()),
          entry.ancestors(),
          entry.transaction().inputs().size(),
          entry.transaction().outputs().size());
    }
  }

  private record Head(boolean open, boolean validated, long minimumFeeRate) {}

  @Descriptor("lists unconfirmed transactions, the latest first, under their totals")
  public Table<EntryRow> list(
      @Descriptor("[COUNT]: show at most so many; 20 unless told") String... words) {
    int most = Arguments.count("mempool:list [COUNT]", SHOWN, words);
    Mempool pool = parts.mempool();
    Head head =
        parts.ask(
            "the mempool",
            answer ->
                answer.accept(new Head(pool.open(), pool.validated(), pool.minimumFeeRate())));
    List<Mempool.Entry> all = pool.snapshot();
    long now = parts.loop().now();
    Table<EntryRow> table =
        Table.of(
            all.stream()
                .sorted(Comparator.comparingLong(Mempool.Entry::acceptedAt).reversed())
                .limit(most)
                .map(entry -> EntryRow.of(entry, now)),
            head.open ? "no transactions" : "no transactions are taken on this network");
    Table<EntryRow> titled =
        table.under(
            "%s%d transactions, %d vB, %d sat in fees"
                .formatted(
                    head.validated ? "" : "unvalidated (scripts are not checked): ",
                    all.size(),
                    all.stream().mapToLong(Mempool.Entry::vsize).sum(),
                    all.stream().mapToLong(Mempool.Entry::fee).sum()),
            String.format(
                Locale.ROOT,
                "least fee %.3f sat/vB, memory %s of %s",
                head.minimumFeeRate / 1e3,
                new Quantity.Bytes(pool.memory()),
                new Quantity.Bytes(pool.maxMemory())));
    return all.size() <= most
        ? titled
        : titled.with(List.of("%d of %d shown; mempool:list %2$d".formatted(most, all.size())));
  }
}
