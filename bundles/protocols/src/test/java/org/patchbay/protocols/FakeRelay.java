package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.relay.Relay;
import org.patchbay.wire.Hash256;

/** Keeps what it was told. Confined to the thread of a test. */
final class FakeRelay implements Relay {
  final List<Hash256> offered = new ArrayList<>();
  final List<Hash256> withdrawn = new ArrayList<>();
  final List<Hash256> blocks = new ArrayList<>();

  @Override
  public void offer(Mempool.Entry entry) {
    offered.add(entry.transaction().wtxid());
  }

  @Override
  public void withdraw(Hash256 wtxid) {
    withdrawn.add(wtxid);
  }

  @Override
  public void block(Hash256 block) {
    blocks.add(block);
  }
}
