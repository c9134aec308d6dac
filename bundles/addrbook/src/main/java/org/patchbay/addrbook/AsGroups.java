package org.patchbay.addrbook;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * Groups by autonomous system where a map knows one, by other groups elsewhere (protocol-facts
 * §9.7). Immutable.
 *
 * <p>Why: a /16 is cheap to rent and one operator may have hundreds; a number of its own is not.
 */
final class AsGroups implements Groups {
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

  private final AsMap map;
  private final Groups elsewhere;

  AsGroups(AsMap map, Groups elsewhere) {
    this.map = map;
    this.elsewhere = elsewhere;
  }

  @Override
  public byte[] of(NetworkAddress address) {
    long number = numberOf(address);
    if (number == 0) {
      return elsewhere.of(address);
    }
    byte[] group = new byte[5];
    group[0] = (byte) NetworkClass.IPV6.number();
    for (int i = 0; i < 4; i++) {
      group[1 + i] = (byte) (number >> 8 * i);
    }
    return group;
  }

  @Override
  public OptionalLong as(NetworkAddress address) {
    long number = numberOf(address);
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  public boolean routable(NetworkAddress address) {
    return elsewhere.routable(address);
  }

  private long numberOf(NetworkAddress address) {
    NetworkClass network = address.networkClass();
    if (network != NetworkClass.IPV4 && network != NetworkClass.IPV6) {
      return 0;
    }
    Optional<byte[]> ipv4 = address.linkedIpv4();
    return map.find(ipv4.map(AsGroups::mapped).orElseGet(address::legacy16));
  }

  private static byte[] mapped(byte[] ipv4) {
    byte[] sixteen = Arrays.copyOf(MAPPED, 16);
    System.arraycopy(ipv4, 0, sixteen, 12, 4);
    return sixteen;
  }
}
