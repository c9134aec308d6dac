package org.patchbay.events;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.patchbay.api.bans.Ban;

/** Finds out which bans came and went. Confined to the thread that encodes. */
final class BanNews implements Note {
  private final Supplier<List<Ban>> all;
  private Set<Ban> before = Set.of();

  BanNews(Supplier<List<Ban>> all) {
    this.all = all;
  }

  @Override
  public void tell(Telling telling) throws IOException {
    Set<Ban> now = new HashSet<>(all.get());
    for (Ban ban : before) {
      if (!now.contains(ban)) {
        Notes.unbanned(ban, telling);
      }
    }
    for (Ban ban : now) {
      if (!before.contains(ban)) {
        Notes.banned(ban, telling);
      }
    }
    before = now;
  }
}
