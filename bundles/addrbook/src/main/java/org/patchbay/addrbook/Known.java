package org.patchbay.addrbook;

import java.util.Arrays;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * An address in the book and where it stands. Confined to the node loop; entry and standing alone
 * are read from any thread.
 */
final class Known {
  private static final int[] NOWHERE = {};

  /**
   * Where it stands. Immutable.
   *
   * @param tried in the tried table, at one place; otherwise in the new table at 0 to 8
   * @param places not to be changed
   */
  record Standing(boolean tried, int[] places) {}

  volatile Entry entry;
  volatile Standing standing = new Standing(false, NOWHERE);
  int number;

  Known(Entry entry) {
    this.entry = entry;
  }

  NetworkAddress address() {
    return entry.address();
  }

  NetworkClass network() {
    return entry.address().network();
  }

  boolean tried() {
    return standing.tried;
  }

  /** References in the new table. */
  int references() {
    return standing.tried ? 0 : standing.places.length;
  }

  void stand(int place) {
    int[] old = standing.places;
    int[] places = Arrays.copyOf(old, old.length + 1);
    places[old.length] = place;
    standing = new Standing(false, places);
  }

  void leave(int place) {
    int[] left = Arrays.stream(standing.places).filter(each -> each != place).toArray();
    standing = new Standing(false, left);
  }

  void standTried(int place) {
    standing = new Standing(true, new int[] {place});
  }

  void standNowhere() {
    standing = new Standing(false, NOWHERE);
  }
}
