package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** A book that remembers what it was told and answers with what a test put in. */
final class FakeBook implements AddressBook {
  final List<AddressEntry> added = new ArrayList<>();
  final List<NetworkAddress> sources = new ArrayList<>();
  List<AddressEntry> sample = List.of();
  int samples;
  long penalty;

  @Override
  public int add(Collection<AddressEntry> entries, NetworkAddress source, long seconds) {
    added.addAll(entries);
    sources.add(source);
    penalty = seconds;
    return entries.size();
  }

  @Override
  public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    return Optional.empty();
  }

  @Override
  public void attempted(NetworkAddress address) {}

  @Override
  public void good(NetworkAddress address, long services) {}

  @Override
  public void connected(NetworkAddress address) {}

  @Override
  public List<AddressEntry> sample(int max, int percent) {
    samples++;
    return sample;
  }

  @Override
  public int size() {
    return added.size();
  }

  @Override
  public List<AddressRecord> snapshot() {
    return List.of();
  }
}
