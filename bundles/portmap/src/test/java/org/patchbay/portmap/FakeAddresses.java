package org.patchbay.portmap;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.wire.NetworkAddress;

/** Claims as they stand. */
final class FakeAddresses implements LocalAddresses {
  private final List<LocalAddress> claimed = new ArrayList<>();
  OptionalInt port = OptionalInt.empty();
  boolean proxied;

  @Override
  public Claim claim(NetworkAddress address, Origin origin) {
    if (!address.isRoutable()) {
      throw new IllegalArgumentException(address.toString());
    }
    LocalAddress one = new LocalAddress(address, origin, origin.score());
    claimed.add(one);
    return () -> claimed.remove(one);
  }

  @Override
  public List<LocalAddress> list() {
    return List.copyOf(claimed);
  }

  /** Addresses claimed, as text. */
  List<String> told() {
    return claimed.stream().map(each -> each.address() + " " + each.origin()).toList();
  }

  @Override
  public OptionalInt port() {
    return port;
  }

  @Override
  public boolean proxied() {
    return proxied;
  }
}
