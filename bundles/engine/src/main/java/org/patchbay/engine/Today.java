package org.patchbay.engine;

import org.patchbay.api.transport.Link;

/** The bytes of a link since midnight. Confined to the node loop. */
final class Today {
  private final Link link;
  private long day = -1;
  private long inBefore;
  private long outBefore;

  Today(Link link) {
    this.link = link;
  }

  /** It is this day, counted from any; told again it changes nothing. */
  void is(long number) {
    if (day >= 0 && day != number) {
      inBefore = link.bytesIn();
      outBefore = link.bytesOut();
    }
    day = number;
  }

  long bytesIn() {
    return link.bytesIn() - inBefore;
  }

  long bytesOut() {
    return link.bytesOut() - outBefore;
  }
}
