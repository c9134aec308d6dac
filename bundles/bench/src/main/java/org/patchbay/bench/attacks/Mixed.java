package org.patchbay.bench.attacks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.patchbay.wire.Transaction;

/** All the others at once: each connection does what its turn is. */
final class Mixed implements Attack {
  private final List<Attack> parts;
  private final Map<Host, Attack> roles = new HashMap<>();

  Mixed(List<Attack> parts) {
    this.parts = List.copyOf(parts);
  }

  private Attack role(Host host) {
    return roles.computeIfAbsent(host, any -> parts.get(roles.size() % parts.size()));
  }

  @Override
  public int percent() {
    return 100;
  }

  @Override
  public void opened(Host host) {
    role(host).opened(host);
  }

  @Override
  public void established(Host host) {
    role(host).established(host);
  }

  @Override
  public long answerAfter(Host host) {
    return role(host).answerAfter(host);
  }

  @Override
  public void made(Transaction tx, List<Host> hosts) {
    Map<Attack, List<Host>> byRole = hosts.stream().collect(Collectors.groupingBy(this::role));
    parts.forEach(part -> part.made(tx, byRole.getOrDefault(part, List.of())));
  }
}
