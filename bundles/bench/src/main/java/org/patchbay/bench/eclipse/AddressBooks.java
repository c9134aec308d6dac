package org.patchbay.bench.eclipse;

import org.patchbay.addrbook.BucketAddressBook;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.NetGroup;

/** Address books by name. */
interface AddressBooks {
  /** An empty book for a victim. */
  AddressBook open(Scenario scenario, Loop loop, Internet internet);

  AddressBooks BUCKETS =
      (scenario, loop, internet) ->
          BucketAddressBook.trial(
              loop,
              scenario.has(Defence.TESTS),
              scenario.has(Defence.ASMAP) ? internet::byAutonomousSystem : NetGroup::of);

  /**
   * A book of a name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  static AddressBooks named(String name) {
    return switch (name) {
      case "buckets" -> BUCKETS;
      case "2015" -> (scenario, loop, internet) -> new Addrman2015(loop);
      default -> throw new IllegalArgumentException("no address book " + name + " (buckets, 2015)");
    };
  }
}
