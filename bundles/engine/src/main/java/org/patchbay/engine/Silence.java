package org.patchbay.engine;

import org.patchbay.api.relay.Announcements;
import org.patchbay.wire.Hash256;

/** The part of a peer that is told of nothing. Immutable. */
record Silence() implements Announcements {
  @Override
  public void begin(boolean byWtxid) {}

  @Override
  public void end() {}

  @Override
  public void feeFilter(long rate) {}

  @Override
  public void knows(Hash256 id) {}

  @Override
  public boolean servable(Hash256 id) {
    return false;
  }

  @Override
  public void everything() {}

  @Override
  public void announced(Hash256 block) {}

  @Override
  public void requested(Hash256 id) {}
}
