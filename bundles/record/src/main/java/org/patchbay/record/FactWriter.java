package org.patchbay.record;

import org.patchbay.api.fact.Fact;

/** Facts to bytes. */
final class FactWriter {
  static final int LATENCY = 0;
  static final int USEFUL = 1;
  static final int NUISANCE = 2;
  static final int OFFENCE = 3;
  static final int ESTABLISHED = 4;
  static final int KNOWN_HEIGHT = 5;
  static final int PING_PENDING = 6;
  static final int ANNOUNCED = 7;
  static final int DOWNLOADING = 8;
  static final int SPARED = 9;
  static final int FIRST = 10;
  private static final int OTHER = -1;

  private final Encoder out;

  FactWriter(Encoder out) {
    this.out = out;
  }

  /** Whether a fact is of a kind that is recorded. */
  static boolean known(Fact fact) {
    return kind(fact) != OTHER;
  }

  private static int kind(Fact fact) {
    return fact instanceof Fact.Latency
        ? LATENCY
        : fact instanceof Fact.PingPending
            ? PING_PENDING
            : fact instanceof Fact.Useful
                ? USEFUL
                : fact instanceof Fact.Nuisance
                    ? NUISANCE
                    : fact instanceof Fact.Offence
                        ? OFFENCE
                        : fact instanceof Fact.First
                            ? FIRST
                            : fact instanceof Fact.KnownHeight
                                ? KNOWN_HEIGHT
                                : fact instanceof Fact.Established ? ESTABLISHED : rare(fact);
  }

  private static int rare(Fact fact) {
    return fact instanceof Fact.Announced
        ? ANNOUNCED
        : fact instanceof Fact.Downloading
            ? DOWNLOADING
            : fact instanceof Fact.Spared ? SPARED : OTHER;
  }

  void write(Fact fact) {
    out.number(kind(fact));
    if (fact instanceof Fact.Latency latency) {
      out.number(latency.roundTrip());
    } else if (fact instanceof Fact.PingPending pending) {
      out.signed(pending.sentAt());
    } else if (fact instanceof Fact.Useful useful) {
      out.word(useful.kind());
      out.number(useful.count());
    } else if (fact instanceof Fact.Nuisance nuisance) {
      out.word(nuisance.kind());
      out.text(nuisance.detail());
    } else if (fact instanceof Fact.Offence offence) {
      out.word(offence.kind());
      out.text(offence.detail());
    } else if (fact instanceof Fact.First first) {
      out.word(first.kind());
      out.number(first.count());
    } else if (fact instanceof Fact.KnownHeight height) {
      out.signed(height.height());
    } else if (fact instanceof Fact.Established established) {
      out.words(established.features());
    } else if (fact instanceof Fact.Downloading downloading) {
      out.flag(downloading.begun());
    }
  }
}
