package org.patchbay.record;

import org.patchbay.api.fact.Fact;

/** Reads what {@link FactWriter} wrote. */
final class FactReader {
  private static final int KINDS = 11;

  private final Decoder in;

  FactReader(Decoder in) {
    this.in = in;
  }

  Fact read() {
    return switch (in.below(KINDS, "kind of a fact")) {
      case FactWriter.LATENCY -> Fact.latency(in.number());
      case FactWriter.USEFUL -> Fact.useful(in.word(Fact.Useful.Kind.class), count());
      case FactWriter.NUISANCE -> Fact.nuisance(in.word(Fact.Nuisance.Kind.class), in.text());
      case FactWriter.OFFENCE -> Fact.offence(in.word(Fact.Offence.Kind.class), in.text());
      case FactWriter.ESTABLISHED -> Fact.established(in.words());
      case FactWriter.KNOWN_HEIGHT -> Fact.knownHeight((int) in.signed());
      case FactWriter.PING_PENDING -> Fact.pingPending(in.signed());
      case FactWriter.ANNOUNCED -> Fact.announced();
      case FactWriter.DOWNLOADING -> Fact.downloading(in.flag());
      case FactWriter.SPARED -> Fact.spared();
      default -> Fact.first(in.word(Fact.Useful.Kind.class), count());
    };
  }

  private int count() {
    return in.below(Integer.MAX_VALUE, "count");
  }
}
