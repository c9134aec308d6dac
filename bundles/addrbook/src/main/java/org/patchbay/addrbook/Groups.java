package org.patchbay.addrbook;

import java.util.OptionalLong;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** Which addresses one operator may well control: by /16 or by autonomous system. Immutable. */
interface Groups {
  /** Groups by leading bits alone (protocol-facts §9.7). */
  Groups BY_PREFIX = NetGroup::of;

  /** The same with 127.0.0.0/8 as part of the network, for tests on one machine. */
  Groups WITH_LOOPBACK =
      new Groups() {
        @Override
        public byte[] of(NetworkAddress address) {
          byte[] bytes = address.bytes();
          return loopback(address)
              ? new byte[] {(byte) NetworkClass.IPV4.number(), bytes[0], bytes[1]}
              : BY_PREFIX.of(address);
        }

        @Override
        public boolean routable(NetworkAddress address) {
          return loopback(address) || BY_PREFIX.routable(address);
        }

        private boolean loopback(NetworkAddress address) {
          return address.id() == NetworkAddress.IPV4 && address.bytes()[0] == 127;
        }
      };

  /** The group's bytes, at most 11. */
  byte[] of(NetworkAddress address);

  /** The autonomous system that announces it, where a map knows one. */
  default OptionalLong as(NetworkAddress address) {
    return OptionalLong.empty();
  }

  /** Whether an address is reachable from elsewhere (§4.5). */
  default boolean routable(NetworkAddress address) {
    return address.isRoutable();
  }
}
