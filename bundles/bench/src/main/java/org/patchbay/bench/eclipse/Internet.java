package org.patchbay.bench.eclipse;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;

/**
 * All nodes but the victim. Confined to one thread.
 *
 * <p>6,000 honest addresses in 1,500 groups (/16), four groups to an autonomous system. Each is up
 * and down in turn, for exponential times of three days on average. The attacker's addresses are
 * spread evenly over his groups, sixteen of which belong to one autonomous system, and always
 * answer.
 */
final class Internet {
  static final int HONEST = 6_000;
  private static final int HONEST_GROUPS = 1_500;
  private static final int HONEST_GROUPS_PER_AS = 4;
  private static final int HOSTILE_GROUPS_PER_AS = 16;
  private static final double HOURS_EACH_WAY = 72;
  private static final int HONEST_FIRST = 40;
  private static final int HOSTILE_FIRST = 60;
  private static final int HOSTILE_AS = 100_000;
  private static final int PORT = 8333;

  final List<NetworkAddress> honest = new ArrayList<>();
  final List<NetworkAddress> hostile = new ArrayList<>();
  private final RandomGenerator random;
  private final Map<NetworkAddress, Integer> numbers = new HashMap<>();
  private final boolean[] up = new boolean[HONEST];
  private int upCount;

  Internet(int addresses, int groups, RandomGenerator random) {
    this.random = random;
    for (int i = 0; i < HONEST; i++) {
      NetworkAddress address = address(HONEST_FIRST, i % HONEST_GROUPS, i / HONEST_GROUPS);
      honest.add(address);
      numbers.put(address, i);
      up[i] = random.nextBoolean();
      upCount += up[i] ? 1 : 0;
    }
    for (int i = 0; i < addresses; i++) {
      hostile.add(address(HOSTILE_FIRST, i % groups, i / groups));
    }
  }

  private static NetworkAddress address(int first, int group, int host) {
    byte[] ip = {
      (byte) (first + (group >> 8)), (byte) group, (byte) (host >> 8), (byte) (host + 1)
    };
    return NetworkAddress.of(NetworkAddress.IPV4, ip, PORT);
  }

  /** Some honest nodes come and some go. */
  void passHour() {
    for (int i = 0; i < HONEST; i++) {
      if (random.nextDouble() * HOURS_EACH_WAY < 1) {
        up[i] = !up[i];
        upCount += up[i] ? 1 : -1;
      }
    }
  }

  /** Honest nodes that are up now. */
  int upCount() {
    return upCount;
  }

  boolean hostile(NetworkAddress address) {
    return !numbers.containsKey(address);
  }

  boolean answers(NetworkAddress address) {
    Integer number = numbers.get(address);
    return number == null || up[number];
  }

  NetworkAddress anyHonest() {
    return honest.get(random.nextInt(HONEST));
  }

  NetworkAddress anyUp() {
    int number = random.nextInt(HONEST);
    while (!up[number]) {
      number = random.nextInt(HONEST);
    }
    return honest.get(number);
  }

  NetworkAddress anyHostile() {
    return hostile.get(random.nextInt(hostile.size()));
  }

  /** Groups by autonomous system, in the form of protocol-facts §9.7. */
  byte[] byAutonomousSystem(NetworkAddress address) {
    byte[] prefix = NetGroup.of(address);
    int first = prefix[1] & 0xFF;
    int second = prefix[2] & 0xFF;
    boolean ours = first < HOSTILE_FIRST;
    int group = first - (ours ? HONEST_FIRST : HOSTILE_FIRST) << 8 | second;
    int number =
        ours ? 1 + group / HONEST_GROUPS_PER_AS : HOSTILE_AS + group / HOSTILE_GROUPS_PER_AS;
    byte[] grouped = Arrays.copyOf(new byte[] {2}, 5);
    ByteBuffer.wrap(grouped).putInt(1, number);
    return grouped;
  }
}
