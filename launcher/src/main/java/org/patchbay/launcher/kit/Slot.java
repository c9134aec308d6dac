package org.patchbay.launcher.kit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The slots for which the kit has a policy to begin with. */
public enum Slot {
  /** Who is let in. */
  ADMISSION("Admission"),
  /** What a peer may send. */
  RATELIMIT("RateLimit"),
  /** How good a peer is. */
  SCORING("Scoring"),
  /** What follows from an offence. */
  MISBEHAVIOUR("Misbehaviour"),
  /** Who goes to make room. */
  EVICTION("Eviction"),
  /** Who is told of transactions, and when. */
  RELAY("Relay"),
  /** Who is asked for blocks. */
  SELECTION("Selection"),
  /** What is done about what health checks find. */
  REMEDY("Remedy");

  private final String noun;

  Slot(String noun) {
    this.noun = noun;
  }

  /** As the node calls it, for example {@code ratelimit}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a class for it ends in, for example {@code RateLimit}. */
  String noun() {
    return noun;
  }

  /** Whether recordings hold what it is asked. */
  public boolean recorded() {
    return this != REMEDY;
  }

  static Optional<Slot> named(String label) {
    return Arrays.stream(values()).filter(slot -> slot.label().equals(label)).findFirst();
  }

  /** All labels, separated by commas. */
  static String labels() {
    return Arrays.stream(values()).map(Slot::label).collect(Collectors.joining(", "));
  }
}
