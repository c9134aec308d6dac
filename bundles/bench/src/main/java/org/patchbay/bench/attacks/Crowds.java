package org.patchbay.bench.attacks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualNetwork;

/** Makes those who connect. Honest hosts are 20 to 300 ms away, hostile ones 20 to 120 ms. */
final class Crowds {
  /** First octet of the attacker's lowest address; honest ones are below. */
  static final int HOSTILE = 60;

  private static final int HONEST = 20;
  private static final Duration HONEST_BACK = Duration.ofSeconds(20);
  private static final Duration HOSTILE_BACK = Duration.ofMinutes(1);

  private final VirtualLoop loop;
  private final RandomGenerator random;
  private final VirtualNetwork network;
  private final InetSocketAddress node;

  Crowds(VirtualNetwork network, RandomGenerator random, InetSocketAddress node) {
    this.loop = network.loop();
    this.random = random;
    this.network = network;
    this.node = node;
  }

  /**
   * Honest hosts, each in a group of its own, which dial at even times within a while and come
   * back.
   */
  List<Host> honest(int count, Duration within, Conduct conduct) {
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hosts.add(host(address(HONEST, i, 0), conduct, 300).persistent(HONEST_BACK));
      loop.after(within.multipliedBy(i).dividedBy(count), hosts.get(i)::dial);
    }
    return hosts;
  }

  /** An attacker's hosts, which dial at even times within a while and come back again and again. */
  List<Host> hostile(int count, int groups, Duration within, Conduct conduct) {
    List<Host> hosts = new ArrayList<>();
    int spread = Math.min(groups, count);
    for (int i = 0; i < count; i++) {
      Host host = host(address(HOSTILE, i % spread, i / spread), conduct, 120);
      hosts.add(host.persistent(HOSTILE_BACK));
      loop.after(within.multipliedBy(i).dividedBy(count), host::dial);
    }
    return hosts;
  }

  private Host host(InetAddress address, Conduct conduct, int farthest) {
    long distance = Host.millis(random.nextInt(20, farthest));
    return new Host(loop, random, network.host(address), conduct, node, distance);
  }

  private static InetAddress address(int first, int group, int number) {
    byte[] ip = {
      (byte) (first + (group >> 8)), (byte) group, (byte) (number >> 8), (byte) (number + 1)
    };
    try {
      return InetAddress.getByAddress(ip);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
