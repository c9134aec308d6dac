package org.patchbay.shell;

import org.patchbay.api.peer.PeerView;

/** A line of {@code peer:metrics}. */
record MetricsRow(
    long id,
    String address,
    Quantity.Latency ping,
    Quantity.Latency mean,
    Quantity.Latency jitter,
    Quantity.Age seen,
    Quantity.Age pingPending,
    int misbehaviour,
    double score,
    Quantity.Latency cpu,
    Quantity.Bytes in,
    Quantity.Bytes out,
    Quantity.Bytes queuedIn,
    Quantity.Bytes queuedOut) {
  static MetricsRow of(PeerView peer, long now) {
    return new MetricsRow(
        peer.id(),
        peer.address().toString(),
        new Quantity.Latency(peer.lastPing()),
        new Quantity.Latency(peer.meanPing()),
        new Quantity.Latency(peer.pingJitter()),
        Quantity.Age.since(peer.lastReceived(), now),
        Quantity.Age.since(peer.pingPendingSince(), now),
        peer.misbehaviour(),
        peer.score(),
        new Quantity.Latency(peer.cpuTime()),
        new Quantity.Bytes(peer.bytesIn()),
        new Quantity.Bytes(peer.bytesOut()),
        new Quantity.Bytes(peer.queuedIn()),
        new Quantity.Bytes(peer.queuedOut()));
  }
}
