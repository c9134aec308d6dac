package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.addrbook.Outlook;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** A book that names its addresses in turn. */
final class Book implements AddressBook {
  final List<NetworkAddress> addresses = new ArrayList<>();
  final List<NetworkAddress> attempted = new ArrayList<>();
  final List<NetworkAddress> good = new ArrayList<>();
  final List<NetworkAddress> connected = new ArrayList<>();
  final List<Set<NetworkClass>> asked = new ArrayList<>();
  final List<Boolean> counted = new ArrayList<>();
  final List<NetworkAddress> tested = new ArrayList<>();
  final Deque<String> hosts = new ArrayDeque<>();
  Outlook outlook;
  private int next;
  Function<NetworkAddress, byte[]> groups = NetGroup::of;
  Function<NetworkAddress, OptionalLong> systems = address -> OptionalLong.empty();

  @Override
  public int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty) {
    return 0;
  }

  @Override
  public OptionalLong as(NetworkAddress address) {
    return systems.apply(address);
  }

  @Override
  public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    asked.add(reachable);
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(new AddressEntry(0, 0x409, addresses.get(next++ % addresses.size())));
  }

  @Override
  public Optional<AddressEntry> selectNew(Set<NetworkClass> networks) {
    Optional<AddressEntry> drawn = select(networks);
    drawn.ifPresent(each -> tested.add(each.address()));
    return drawn;
  }

  @Override
  public void attempted(NetworkAddress address, boolean count) {
    counted.add(count);
    attempted(address);
  }

  @Override
  public void outlook(Outlook now) {
    outlook = now;
  }

  @Override
  public Optional<String> hostToAsk() {
    return Optional.ofNullable(hosts.poll());
  }

  @Override
  public void attempted(NetworkAddress address) {
    attempted.add(address);
  }

  @Override
  public void good(NetworkAddress address, long services) {
    good.add(address);
  }

  @Override
  public void connected(NetworkAddress address) {
    connected.add(address);
  }

  @Override
  public List<AddressEntry> sample(int max, int percent) {
    return List.of();
  }

  @Override
  public byte[] group(NetworkAddress address) {
    return groups.apply(address);
  }

  @Override
  public int size() {
    return addresses.size();
  }

  @Override
  public List<AddressRecord> snapshot() {
    return List.of();
  }
}
