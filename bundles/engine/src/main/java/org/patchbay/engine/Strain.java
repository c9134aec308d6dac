package org.patchbay.engine;

import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who asks the node to back off for want of bandwidth. Confined to the node loop. */
final class Strain {
  private static final Logger LOG = LoggerFactory.getLogger(Strain.class);

  private final World world;
  private final Set<String> who = new TreeSet<>();

  Strain(World world) {
    this.world = world;
  }

  void ease(String name, boolean wanted) {
    boolean changed = wanted ? who.add(name) : who.remove(name);
    if (changed && world.strained == who.isEmpty()) {
      world.strained = !who.isEmpty();
      LOG.info(
          world.strained
              ? "the node backs off for want of bandwidth, as {} asks"
              : "the node backs off no longer; {} was the last that asked for it",
          name);
    }
  }
}
