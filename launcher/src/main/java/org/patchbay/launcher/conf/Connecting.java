package org.patchbay.launcher.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many connections there are, with whom and by which way. */
final class Connecting {
  private static final String ENGINE = "patchbay.engine";
  private static final int FULL_RELAY = 8;
  private static final int BLOCK_RELAY = 2;
  private static final int FEELER = 1;

  private Connecting() {}

  /** {@code addnode} and {@code connect}; the latter ends automatic connections. */
  static void peers(Choices choices, Settled settled) {
    List<Given> peers = new ArrayList<>(choices.many("connect"));
    peers.removeIf(each -> each.value().equals("0"));
    peers.addAll(choices.many("addnode"));
    if (!peers.isEmpty()) {
      settled.set(ENGINE, "connect", Hosts.list(peers), peers.get(0));
      int most = Math.max(FULL_RELAY, peers.size());
      settled.set(ENGINE, "manual", String.valueOf(most), peers.get(0));
    }
    choices
        .one("connect")
        .ifPresent(
            connect -> {
              settled.set(ENGINE, "outbound", "0", connect);
              settled.set(ENGINE, "block.relay", "0", connect);
              settled.set(ENGINE, "feeler.seconds", "0", connect);
            });
  }

  /** {@code maxconnections}: outbound slots come first, as far as there are any. */
  static void slots(Choices choices, Settled settled) {
    Optional<Given> given = choices.one("maxconnections");
    if (given.isEmpty()) {
      return;
    }
    long most = Math.max(0, given.get().number(Integer.MIN_VALUE, 1_000_000));
    long full = Math.min(FULL_RELAY, most);
    long blocks = Math.min(BLOCK_RELAY, most - full);
    long inbound = Math.max(0, most - full - blocks - FEELER);
    settled.set(ENGINE, "max.inbound", String.valueOf(inbound), given.get());
    if (most == 0) {
      settled.set(ENGINE, "feeler.seconds", "0", given.get());
    }
    if (choices.one("connect").isEmpty()) {
      settled.set(ENGINE, "outbound", String.valueOf(full), given.get());
      settled.set(ENGINE, "block.relay", String.valueOf(blocks), given.get());
    }
  }

  /** {@code proxy}, for all or, with {@code =onion}, for Tor alone; and {@code onion}. */
  static void proxies(Choices choices, Settled settled) {
    for (Given each : choices.many("proxy")) {
      int equals = each.value().startsWith("unix:") ? -1 : each.value().lastIndexOf('=');
      String network = equals < 0 ? "" : each.value().substring(equals + 1);
      String address = equals < 0 ? each.value() : each.value().substring(0, equals);
      if (!network.isEmpty() && !network.equals("onion")) {
        throw each.refused("a proxy is for all or for onion; no proxy for " + network + " alone");
      }
      boolean none = address.isEmpty() || address.equals("0");
      settled.set(
          ENGINE, network.isEmpty() ? "proxy" : "proxy.onion", none ? "" : port(address), each);
    }
    choices
        .one("onion")
        .ifPresent(
            onion -> {
              if (onion.negated() || onion.value().equals("0")) {
                throw onion.refused(
                    "Tor cannot be left out alone; onlynet names the networks that are wanted");
              }
              settled.set(ENGINE, "proxy.onion", port(onion.value()), onion);
            });
  }

  /** With Tor's usual port where none is named. */
  private static String port(String address) {
    return address.startsWith("unix:") || Hosts.namesPort(address) ? address : address + ":9050";
  }

  /** {@code maxuploadtarget}: a number and a unit, M where none is named, as megabytes. */
  static void upload(Choices choices, Settled settled) {
    Optional<Given> given = choices.one("maxuploadtarget");
    if (given.isEmpty()) {
      return;
    }
    String text = given.get().value();
    String units = "kKmMgGtT";
    int unit = text.isEmpty() ? -1 : units.indexOf(text.charAt(text.length() - 1));
    String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
    if (!digits.matches("\\d{1,9}")) {
      throw given.get().refused("allowed: a whole number and one of k K m M g G t T");
    }
    // A small letter counts by thousands, a large one by 1024.
    double base = unit >= 0 && unit % 2 == 0 ? 1_000 : 1_024;
    double bytes = Long.parseLong(digits) * Math.pow(base, unit < 0 ? 2 : unit / 2 + 1.0);
    double megabytes = Math.ceil(bytes / 1_000_000);
    if (megabytes > Integer.MAX_VALUE) {
      throw given.get().refused("allowed: less than two petabytes");
    }
    settled.set(
        "patchbay.protocols.blocks",
        "upload.target.mb",
        String.valueOf((long) megabytes),
        given.get());
  }
}
