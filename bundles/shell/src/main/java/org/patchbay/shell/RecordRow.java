package org.patchbay.shell;

import java.time.Duration;
import java.time.Instant;
import org.patchbay.api.record.Recorder;

/** A line of {@code record:show}. */
record RecordRow(
    String state,
    Quantity.Age age,
    long questions,
    long missed,
    Quantity.Bytes size,
    Quantity.Bytes max,
    String slots,
    String file) {
  static RecordRow of(Recorder.Recording recording, Instant now) {
    return new RecordRow(
        recording.state(),
        Quantity.Age.ofSeconds(Duration.between(recording.begun(), now).toSeconds()),
        recording.questions(),
        recording.missed(),
        new Quantity.Bytes(recording.bytes()),
        new Quantity.Bytes(recording.maxBytes()),
        String.join(",", recording.slots()),
        recording.file().toString());
  }
}
