package org.patchbay.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.patchbay.api.relay.Announcements;
import org.patchbay.wire.Hash256;

/** A part in relay that keeps what a conversation says. Confined to the thread of its test. */
public final class FakeAnnouncements implements Announcements {
  private final Set<Hash256> known = new HashSet<>();
  private final Set<Hash256> servable = new HashSet<>();
  private final List<Hash256> announced = new ArrayList<>();
  private final List<Hash256> requested = new ArrayList<>();
  private boolean begun;
  private boolean byWtxid;
  private boolean everything;
  private long feeFilter;
  private Predicate<Hash256> filter;

  /** What {@link #servable} answers true for, from now on. */
  public void serve(Hash256 id) {
    servable.add(id);
  }

  /** Whether the peer is told of offers. */
  public boolean begun() {
    return begun;
  }

  /** What {@link #begin} was told. */
  public boolean byWtxid() {
    return byWtxid;
  }

  /** Whether {@link #everything} was called. */
  public boolean askedForEverything() {
    return everything;
  }

  /** The last fee filter; 0 for none. */
  public long feeFilter() {
    return feeFilter;
  }

  /** Whether the peer asked for a transaction by its last filter; without one for all. */
  public boolean wants(Hash256 wtxid) {
    return filter == null || filter.test(wtxid);
  }

  /** What the peer is known to have. */
  public Set<Hash256> known() {
    return Set.copyOf(known);
  }

  /** Blocks it was told of. */
  public List<Hash256> announcedBlocks() {
    return List.copyOf(announced);
  }

  /** What it asked for and got. */
  public List<Hash256> requestedItems() {
    return List.copyOf(requested);
  }

  @Override
  public void begin(boolean wtxid) {
    begun = true;
    byWtxid = wtxid;
  }

  @Override
  public void end() {
    begun = false;
  }

  @Override
  public void feeFilter(long rate) {
    feeFilter = rate;
  }

  @Override
  public void filter(Predicate<Hash256> passes) {
    filter = passes;
  }

  @Override
  public void knows(Hash256 id) {
    known.add(id);
  }

  @Override
  public boolean servable(Hash256 id) {
    return servable.contains(id);
  }

  @Override
  public void everything() {
    everything = true;
  }

  @Override
  public void announced(Hash256 block) {
    announced.add(block);
  }

  @Override
  public void requested(Hash256 id) {
    requested.add(id);
  }
}
