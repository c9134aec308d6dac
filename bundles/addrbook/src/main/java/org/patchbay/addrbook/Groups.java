package org.patchbay.addrbook;

import java.util.OptionalLong;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;

/** Which addresses one operator may well control: by /16 or by autonomous system. Immutable. */
interface Groups {
  /** Groups by leading bits alone (protocol-facts §9.7). */
  Groups BY_PREFIX = NetGroup::of;

  /** The group's bytes, at most 11. */
  byte[] of(NetworkAddress address);

  /** The autonomous system that announces it, where a map knows one. */
  default OptionalLong as(NetworkAddress address) {
    return OptionalLong.empty();
  }
}
