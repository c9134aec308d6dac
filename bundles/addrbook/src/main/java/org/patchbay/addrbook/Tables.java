package org.patchbay.addrbook;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.patchbay.api.addrbook.AddressPlace;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * All addresses and their places in both tables, without judgement. Confined to the node loop,
 * except {@link #find}, {@link #everybody} and {@link #places}.
 */
final class Tables {
  static final int MOST_REFERENCES = 8;

  final Table fresh = new Table(Buckets.NEW);
  final Table tried = new Table(Buckets.TRIED);
  private final Map<NetworkAddress, Known> index = new ConcurrentHashMap<>();
  private final List<Known> order = new ArrayList<>();

  int size() {
    return order.size();
  }

  Known at(int number) {
    return order.get(number);
  }

  /** Null when it is not known. From any thread. */
  Known find(NetworkAddress address) {
    return index.get(address);
  }

  /** From any thread. */
  Iterable<Known> everybody() {
    return index.values();
  }

  /** All of this moment, to be read elsewhere. */
  List<Known> copy() {
    return new ArrayList<>(order);
  }

  /** Who stands where, in order. From any thread. */
  List<AddressPlace> places() {
    Map<Integer, Known> heard = new TreeMap<>();
    Map<Integer, Known> worked = new TreeMap<>();
    for (Known known : everybody()) {
      Known.Standing standing = known.standing;
      for (int place : standing.places()) {
        (standing.tried() ? worked : heard).put(place, known);
      }
    }
    List<AddressPlace> all = new ArrayList<>(heard.size() + worked.size());
    heard.forEach((place, known) -> all.add(place(false, place, known)));
    worked.forEach((place, known) -> all.add(place(true, place, known)));
    return all;
  }

  private static AddressPlace place(boolean tried, int place, Known known) {
    return new AddressPlace(tried, place / Buckets.SIZE, place % Buckets.SIZE, known.entry);
  }

  Known create(Entry entry) {
    Known known = new Known(entry);
    known.number = order.size();
    order.add(known);
    index.put(entry.address(), known);
    return known;
  }

  void delete(Known known) {
    swap(known.number, order.size() - 1);
    order.remove(order.size() - 1);
    index.remove(known.address());
  }

  void swap(int one, int other) {
    Known first = order.get(one);
    Known second = order.get(other);
    order.set(one, second);
    order.set(other, first);
    second.number = one;
    first.number = other;
  }

  /** Puts an entry into the new table, in the place of who stood there, if anybody did. */
  void putFresh(Known known, int place) {
    clearFresh(place);
    fresh.put(place, known);
    known.stand(place);
  }

  /** Whoever has no place left is forgotten. */
  private void clearFresh(int place) {
    Known out = fresh.clear(place);
    if (out != null) {
      out.leave(place);
      if (out.references() == 0) {
        delete(out);
      }
    }
  }

  /** Moves an entry of the new table, or one that stands nowhere yet, to an empty tried place. */
  void putTried(Known known, int place) {
    for (int each : known.standing.places()) {
      fresh.clear(each);
    }
    tried.put(place, known);
    known.standTried(place);
  }

  /** Takes an entry out of the tried table; the caller finds it a place. */
  Known clearTried(int place) {
    Known out = tried.clear(place);
    out.standNowhere();
    return out;
  }

  /** How full they are. */
  AddressTables fills(int collisions) {
    Map<NetworkClass, Integer> inFresh = new EnumMap<>(NetworkClass.class);
    Map<NetworkClass, Integer> inTried = new EnumMap<>(NetworkClass.class);
    for (Known known : everybody()) {
      (known.tried() ? inTried : inFresh).merge(known.network(), 1, Integer::sum);
    }
    return new AddressTables(fill(fresh, inFresh), fill(tried, inTried), collisions, "");
  }

  private static AddressTables.Fill fill(Table table, Map<NetworkClass, Integer> addresses) {
    List<Integer> buckets = IntStream.range(0, table.bucketCount()).mapToObj(table::fill).toList();
    return new AddressTables.Fill(Buckets.SIZE, buckets, addresses);
  }
}
