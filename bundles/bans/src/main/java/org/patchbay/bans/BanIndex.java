package org.patchbay.bans;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.bans.Bans;
import org.patchbay.api.bans.Suspect;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Subnet;

/**
 * Bans by what they cover: a look-up for each length of prefix that occurs, whatever their number.
 * Immutable.
 */
final class BanIndex implements Bans {
  private final Map<Subnet, Ban> ranges = new HashMap<>();
  private final Map<Integer, int[]> lengths = new HashMap<>();
  private final Map<Long, Ban> systems = new HashMap<>();
  private final Map<NetworkClass, Ban> networks = new EnumMap<>(NetworkClass.class);

  BanIndex(Collection<Ban> bans) {
    Map<Integer, TreeSet<Integer>> found = new HashMap<>();
    for (Ban ban : bans) {
      if (ban.target() instanceof BanTarget.Range range) {
        ranges.merge(range.subnet(), ban, BanIndex::longer);
        found
            .computeIfAbsent(range.subnet().id(), id -> new TreeSet<>())
            .add(range.subnet().bits());
      } else if (ban.target() instanceof BanTarget.AutonomousSystem as) {
        systems.merge(as.number(), ban, BanIndex::longer);
      } else if (ban.target() instanceof BanTarget.Whole whole) {
        networks.merge(whole.network(), ban, BanIndex::longer);
      }
    }
    found.forEach(
        (id, bits) -> lengths.put(id, bits.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static Ban longer(Ban one, Ban other) {
    return other.until() > one.until() ? other : one;
  }

  @Override
  public Optional<Ban> covering(Suspect suspect, long now) {
    List<Ban> candidates = new ArrayList<>(2);
    suspect.address().ifPresent(address -> addRanges(candidates, address));
    suspect.as().ifPresent(number -> candidates.add(systems.get(number)));
    candidates.add(networks.get(suspect.network()));
    for (Ban ban : candidates) {
      if (ban != null && ban.holds(now)) {
        return Optional.of(ban);
      }
    }
    return Optional.empty();
  }

  private void addRanges(List<Ban> candidates, NetworkAddress address) {
    for (int bits : lengths.getOrDefault(address.id(), new int[0])) {
      candidates.add(ranges.get(Subnet.of(address, bits)));
    }
  }
}
