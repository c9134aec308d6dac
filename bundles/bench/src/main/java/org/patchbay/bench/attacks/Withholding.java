package org.patchbay.bench.attacks;

import java.util.List;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.Inv;

/** Each connection announces every transaction as early as honest peers do, and delivers none. */
final class Withholding implements Attack {
  @Override
  public void made(Transaction tx, List<Host> hosts) {
    Inv inv = new Inv(List.of(new Inventory(Inventory.WTX, tx.wtxid())));
    for (Host host : hosts) {
      if (host.established()) {
        host.after(host.random.nextLong(Honest.SPREAD.toNanos()), () -> host.say(inv));
      }
    }
  }
}
