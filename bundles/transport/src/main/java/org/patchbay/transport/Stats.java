package org.patchbay.transport;

import java.util.List;
import org.patchbay.api.transport.TransportStats;

/** Counters at one moment. Immutable. */
record Stats(int links, long bytesIn, long bytesOut, long heldIn, long heldOut, int pausedLinks)
    implements TransportStats {

  static Stats of(List<Lane> lanes, Budget in, Budget out) {
    int links = 0;
    long read = 0;
    long written = 0;
    int paused = 0;
    for (Lane lane : lanes) {
      links += lane.traffic().links();
      read += lane.traffic().read();
      written += lane.traffic().written();
      paused += lane.traffic().paused();
    }
    return new Stats(links, read, written, in.held(), out.held(), paused);
  }
}
