package org.patchbay.shell;

import org.patchbay.api.record.Captures;

/** A line of {@code record:capture}. */
record CaptureRow(
    long peer,
    String state,
    long messages,
    long missed,
    Quantity.Bytes size,
    Quantity.Bytes max,
    String folder) {
  static CaptureRow of(Captures.Capture capture) {
    return new CaptureRow(
        capture.peer(),
        capture.state(),
        capture.messages(),
        capture.missed(),
        new Quantity.Bytes(capture.bytes()),
        new Quantity.Bytes(capture.maxBytes()),
        capture.folder().toString());
  }
}
