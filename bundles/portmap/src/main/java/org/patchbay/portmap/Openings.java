package org.patchbay.portmap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps open what should be: the port on which the node listens, as gateways and addresses come and
 * go. Confined to the node loop.
 *
 * <p>Rule: a gateway that tells everybody that it began anew (RFC 6887 §14.1), or that is there
 * when it had not answered, is asked again after a random time of up to five seconds, so that not
 * all that heard it ask at once; and not more often than every 30 seconds, since anybody nearby can
 * say so in its name.
 */
final class Openings {
  static final Duration LOOK = Duration.ofSeconds(5);
  static final Duration SURVEY = Duration.ofMinutes(5);

  /** Longest random wait after an announcement. */
  static final Duration SPREAD = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Openings.class);

  private final Loop loop;
  private final Workers workers;
  private final LocalAddresses own;
  private final Lines lines;
  private final Callable<Surroundings> survey;
  private final Map<Opening, Mapping> mappings = new LinkedHashMap<>();
  private final Map<InetSocketAddress, Epoch> epochs = new HashMap<>();
  private final Map<InetSocketAddress, Renewal> renewals = new HashMap<>();
  private Optional<Lines.Ear> ear = Optional.empty();
  private Wanted wanted;
  private OptionalInt port = OptionalInt.empty();
  private long surveyedAt;
  private Cancellable next = () -> {};
  private boolean over;

  /**
   * What the configuration asks for. Immutable.
   *
   * @param always even where the node hides behind a proxy
   * @param gateway that is asked instead of those that are found
   */
  record Wanted(boolean enabled, boolean always, Optional<InetSocketAddress> gateway) {}

  /**
   * What follows from announcements of one gateway.
   *
   * @param at when all that it should open is asked for again, by the loop's clock
   */
  private record Renewal(long at, Cancellable timer) {}

  /**
   * Nothing is asked before {@link #begin}.
   *
   * @param survey looks around; on a worker thread
   */
  Openings(
      Loop loop,
      Workers workers,
      LocalAddresses own,
      Lines lines,
      Callable<Surroundings> survey,
      Wanted wanted) {
    this.loop = loop;
    this.workers = workers;
    this.own = own;
    this.lines = lines;
    this.survey = survey;
    this.wanted = wanted;
  }

  void begin() {
    look();
  }

  /** The configuration is another one. */
  void follow(Wanted now) {
    if (!now.equals(wanted) && !over) {
      wanted = now;
      port = OptionalInt.empty();
      next.cancel();
      look();
    }
  }

  /** Gives everything back. */
  void end() {
    over = true;
    next.cancel();
    keep(List.of());
  }

  private void look() {
    next = loop.after(LOOK, this::look);
    OptionalInt open = wanted() ? own.port() : OptionalInt.empty();
    boolean other = !open.equals(port);
    port = open;
    if (port.isEmpty()) {
      keep(List.of());
    } else if (other || loop.now() - surveyedAt >= SURVEY.toNanos()) {
      survey();
    }
  }

  private boolean wanted() {
    return wanted.enabled() && (wanted.always() || !own.proxied());
  }

  private void survey() {
    surveyedAt = loop.now();
    workers.run(
        "portmap",
        survey,
        new Workers.Answer<Surroundings>() {
          @Override
          public void done(Surroundings found) {
            if (!over && port.isPresent()) {
              keep(wanted.gateway().map(found::with).orElse(found).openings(port.getAsInt()));
            }
          }

          @Override
          public void failed(Exception cause) {
            LOG.warn("no gateway is found: {}", cause.toString());
          }
        });
  }

  private void keep(List<Opening> openings) {
    for (Opening each : List.copyOf(mappings.keySet())) {
      if (!openings.contains(each)) {
        mappings.remove(each).end();
      }
    }
    List<InetSocketAddress> gateways = openings.stream().map(Opening::gateway).toList();
    epochs.keySet().retainAll(gateways);
    for (InetSocketAddress each : List.copyOf(renewals.keySet())) {
      if (!gateways.contains(each)) {
        renewals.remove(each).timer.cancel();
      }
    }
    hear(!gateways.isEmpty());
    for (Opening each : openings) {
      if (!mappings.containsKey(each)) {
        Mapping mapping = new Mapping(loop, lines, own, each, epoch -> heard(each, epoch));
        mappings.put(each, mapping);
        mapping.begin();
      }
    }
  }

  /** A gateway that forgot one mapping has forgotten all: none waits until it would be renewed. */
  private void heard(Opening from, long epoch) {
    Epoch known = epochs.computeIfAbsent(from.gateway(), any -> new Epoch());
    if (known.lost(epoch, loop.now() / 1_000_000_000)) {
      LOG.info("the gateway {} has begun anew", from.gateway().getAddress().getHostAddress());
      again(at(from.gateway()).and(opening -> !opening.equals(from)));
    }
  }

  private void hear(boolean anybody) {
    if (!anybody) {
      ear.ifPresent(Lines.Ear::close);
      ear = Optional.empty();
    } else if (ear.isEmpty()) {
      try {
        ear = Optional.of(lines.listen(this::announced));
      } catch (IOException cause) {
        LOG.info("gateways that begin anew are noticed late: {}", cause.getMessage());
        ear = Optional.of(() -> {});
      }
    }
  }

  /** Heard of anybody; none but those that we ask count. */
  private void announced(InetSocketAddress from, byte[] message) {
    OptionalLong epoch = Pcp.announced(message);
    if (epoch.isPresent() && mappings.keySet().stream().anyMatch(at(from))) {
      Epoch known = epochs.get(from);
      boolean silent = known == null;
      if (silent) {
        known = new Epoch();
        epochs.put(from, known);
      }
      if (known.lost(epoch.getAsLong(), loop.now() / 1_000_000_000) || silent) {
        renewSoon(from);
      }
    }
  }

  private static Predicate<Opening> at(InetSocketAddress gateway) {
    return opening -> opening.gateway().equals(gateway);
  }

  private void renewSoon(InetSocketAddress gateway) {
    Renewal last = renewals.get(gateway);
    if (last != null && last.at > loop.now()) {
      return;
    }
    long earliest = last == null ? loop.now() : last.at + Mapping.SELDOM.toNanos();
    long at = Math.max(loop.now(), earliest) + loop.random().nextLong(SPREAD.toNanos());
    LOG.info("the gateway {} says that it has begun anew", gateway.getAddress().getHostAddress());
    Cancellable timer = loop.after(Duration.ofNanos(at - loop.now()), () -> again(at(gateway)));
    renewals.put(gateway, new Renewal(at, timer));
  }

  private void again(Predicate<Opening> which) {
    mappings.forEach(
        (opening, mapping) -> {
          if (which.test(opening)) {
            mapping.again();
          }
        });
  }
}
