package org.patchbay.engine;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Way;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways into networks that other bundles offer, the first that is open for each, every call of
 * them guarded. Confined to the node loop.
 */
final class Ways {
  private static final Logger LOG = LoggerFactory.getLogger(Ways.class);

  private final World world;
  private final Map<Way, NetworkClass> ways = new LinkedHashMap<>();

  Ways(World world) {
    this.world = world;
  }

  void add(Way way, NetworkClass network) {
    ways.put(way, network);
  }

  void remove(Way way) {
    ways.remove(way);
  }

  /** Networks into which a way is open. */
  Set<NetworkClass> networks() {
    Set<NetworkClass> open = EnumSet.noneOf(NetworkClass.class);
    for (Map.Entry<Way, NetworkClass> each : List.copyOf(ways.entrySet())) {
      if (!open.contains(each.getValue()) && open(each.getKey())) {
        open.add(each.getValue());
      }
    }
    return open;
  }

  /** Looks for a passage into a network; empty when no way is open. */
  Optional<CompletionStage<Passage>> passage(NetworkClass network, Destination to) {
    for (Map.Entry<Way, NetworkClass> each : List.copyOf(ways.entrySet())) {
      if (each.getValue() == network && open(each.getKey())) {
        return Optional.ofNullable(ask(each.getKey(), way -> way.passage(to), null));
      }
    }
    return Optional.empty();
  }

  private boolean open(Way way) {
    return ask(way, Way::open, false);
  }

  private <R> R ask(Way way, Function<Way, R> question, R otherwise) {
    R answer = otherwise;
    Throwable failure = null;
    long ticket = world.watch.enter(where -> dismiss(way, where));
    try {
      answer = question.apply(way);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    world.watch.exit(ticket);
    if (failure != null) {
      LOG.warn("{} failed", way.getClass().getName(), failure);
    }
    return answer;
  }

  private void dismiss(Way way, String where) {
    LOG.error("{} did not return and is left alone: {}", way.getClass().getName(), where);
    ways.remove(way);
  }
}
