package org.patchbay.api.fact;

import java.util.Set;

/** The facts as values; seen from outside only through their interfaces. */
final class Facts {
  private Facts() {}

  record LatencyFact(long roundTrip) implements Fact.Latency {}

  record UsefulFact(Fact.Useful.Kind kind, int count) implements Fact.Useful {}

  record NuisanceFact(Fact.Nuisance.Kind kind, String detail) implements Fact.Nuisance {}

  record OffenceFact(Fact.Offence.Kind kind, String detail) implements Fact.Offence {}

  record EstablishedFact(Set<String> features) implements Fact.Established {}

  record KnownHeightFact(int height) implements Fact.KnownHeight {}

  record PingPendingFact(long sentAt) implements Fact.PingPending {}

  record AnnouncedFact() implements Fact.Announced {}

  record DownloadingFact(boolean begun) implements Fact.Downloading {}

  record SparedFact() implements Fact.Spared {}

  record FirstFact(Fact.Useful.Kind kind, int count) implements Fact.First {}
}
