package org.patchbay.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Puts a recording to a policy: {@code Replay.of(Recording.sample()).with(new MyEviction())}. The
 * policy is asked in one thread, in the order of then, with the views, times and chances of then:
 * its answers follow from the recording alone. Immutable.
 */
public final class Replay {
  private final Recording recording;
  private final String slot;
  private final LongSupplier clock;

  private Replay(Recording recording, String slot, LongSupplier clock) {
    this.recording = recording;
    this.slot = slot;
    this.clock = clock;
  }

  /** Of a recording; no time is measured. */
  public static Replay of(Recording recording) {
    return new Replay(recording, "", () -> 0);
  }

  /** Only for the slot of this name; needed for a policy of several kinds. */
  public Replay slot(String name) {
    return new Replay(recording, name, clock);
  }

  /** With a clock, in nanoseconds, by which calls are timed. */
  public Replay clock(LongSupplier nanos) {
    return new Replay(recording, slot, nanos);
  }

  /**
   * Asks a policy everything.
   *
   * @throws IllegalArgumentException when it is no policy, or not of the slot, or of several kinds
   *     and no slot is named
   * @throws UncheckedIOException with a {@link RecordingException} when the recording cannot be
   *     read
   */
  public Result with(Object policy) {
    Desk<?> desk = new Desk<>(kind(policy), policy, clock);
    try {
      return desk.result(recording.read(desk));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Kind kind(Object policy) {
    List<Kind> kinds = Kind.of(policy);
    String names = kinds.stream().map(Kind::slot).collect(Collectors.joining(", "));
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is no policy; those are of %s"
              .formatted(policy.getClass().getName(), String.join(", ", Kind.slots())));
    }
    if (slot.isEmpty() && kinds.size() > 1) {
      throw new IllegalArgumentException(
          "%s is of the slots %s: name one".formatted(policy.getClass().getName(), names));
    }
    return kinds.stream()
        .filter(kind -> slot.isEmpty() || kind.slot().equals(slot))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "slot \"%s\": %s is of %s"
                        .formatted(slot, policy.getClass().getName(), names)));
  }
}
