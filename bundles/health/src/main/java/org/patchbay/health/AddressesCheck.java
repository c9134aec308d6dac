package org.patchbay.health;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

/**
 * An address book that is nearly empty, for a network that can be reached or in all: who knows few
 * addresses connects to those whom somebody chose for him (protocol-facts §12). What helps is a new
 * outbound peer, which is asked for addresses.
 */
@Component(
    name = "patchbay.health.addresses",
    property = {"check.name=addresses", "check.tags=network"})
@Designate(ocd = AddressesCheck.Config.class)
public final class AddressesCheck implements HealthCheck {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Health: addresses",
      description = "When the address book is nearly empty")
  public @interface Config {
    /** Few. */
    @AttributeDefinition(
        min = "0",
        max = "1000000",
        description = "Addresses in networks that can be reached below which they are few.")
    int addresses_min() default 100;

    /** Few in one network. */
    @AttributeDefinition(
        min = "0",
        max = "1000000",
        description = "Addresses below which one network that can be reached has few.")
    int network_min() default 1;

    /** Patience after the start. */
    @AttributeDefinition(
        min = "0",
        max = "86400",
        description = "Seconds after the start in which nobody minds.")
    int grace_seconds() default 600;

    /** Regtest. */
    @AttributeDefinition(description = "Whether it looks on regtest too, where nobody is known.")
    boolean on_regtest() default false;
  }

  /** A check by this configuration. */
  @Activate
  public AddressesCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    if (vitals.addresses().isEmpty()) {
      return Finding.fine("addresses are not counted");
    }
    Vitals.Addresses book = vitals.addresses().get();
    Map<String, Integer> counts = new TreeMap<>();
    Set<NetworkClass> poor = new TreeSet<>();
    long all = 0;
    for (NetworkClass network : book.reachable()) {
      int known = book.known().getOrDefault(network, 0);
      counts.put(network.label(), known);
      all += known;
      if (known < limits.network_min()) {
        poor.add(network);
      }
    }
    String detail =
        "%d addresses in networks that can be reached (min %d), of each %s (min %d)"
            .formatted(all, limits.addresses_min(), counts, limits.network_min());
    if (all >= limits.addresses_min() && poor.isEmpty()) {
      return Finding.fine(detail);
    }
    if (vitals.totals().uptime() < limits.grace_seconds() * 1_000_000_000L) {
      return Finding.fine(detail + ", just started");
    }
    if (vitals.network() == Network.REGTEST && !limits.on_regtest()) {
      return Finding.fine(detail + ", not minded on regtest");
    }
    return Finding.warning(detail).helpedBy(Remedy.dial(1));
  }
}
