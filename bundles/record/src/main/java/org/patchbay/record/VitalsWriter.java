package org.patchbay.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.question.Questions;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.wire.NetworkClass;

/** Writes what a remedy policy is asked, but for the peers, and its answer. Not thread-safe. */
final class VitalsWriter {
  private final Encoder out;

  VitalsWriter(Encoder out) {
    this.out = out;
  }

  void write(Questions.Prescribed asked) {
    vitals(asked.vitals());
    out.number(count(asked.ailing()));
    for (Health.State each : some(asked.ailing())) {
      state(each);
      out.signed(asked.soFar().lastTried(each.name()));
    }
    out.number(asked.soFar().attempts());
    out.number(asked.soFar().attemptsPerMinute());
    out.flag(asked.soFar().easing());
    out.number(count(asked.inForce()));
    for (Prescription each : some(asked.inForce())) {
      out.word(each.check());
      remedy(each.remedy());
    }
  }

  private static int count(List<?> all) {
    return Math.min(all.size(), Format.MAX_ITEMS);
  }

  private static <T> List<T> some(List<T> all) {
    return all.subList(0, count(all));
  }

  private void vitals(Vitals vitals) {
    out.word(vitals.network());
    totals(vitals.totals());
    out.number(count(vitals.slots()));
    some(vitals.slots()).forEach(this::slot);
    out.number(vitals.outboundWanted());
    out.number(vitals.maxInbound());
    out.signed(vitals.loopLag());
    out.real(vitals.bytesInPerSecond());
    out.real(vitals.bytesOutPerSecond());
    out.flag(vitals.tip().isPresent());
    vitals.tip().ifPresent(this::tip);
    out.signed(vitals.secondsSinceTip());
    out.flag(vitals.validated());
    out.flag(vitals.listening());
    out.real(vitals.clockMoved());
    out.flag(vitals.disk().isPresent());
    vitals
        .disk()
        .ifPresent(
            disk -> {
              out.signed(disk.usable());
              out.signed(disk.total());
              out.text(disk.trouble());
            });
    out.flag(vitals.addresses().isPresent());
    vitals
        .addresses()
        .ifPresent(
            addresses -> {
              networks(addresses.reachable());
              out.number(addresses.known().size());
              addresses
                  .known()
                  .forEach(
                      (network, known) -> {
                        out.word(network);
                        out.number(known);
                      });
            });
    out.signed(vitals.now());
    out.signed(vitals.wallSeconds());
  }

  private void totals(Node.Totals totals) {
    out.number(totals.connected());
    out.number(totals.inbound());
    out.number(totals.outbound());
    out.number(totals.bytesIn());
    out.number(totals.bytesOut());
    counts(totals.received());
    counts(totals.sent());
    out.number(totals.uptime());
  }

  private void counts(Map<String, MessageCount> counts) {
    out.number(Math.min(counts.size(), Format.MAX_ITEMS));
    counts.entrySet().stream()
        .limit(Format.MAX_ITEMS)
        .forEach(
            each -> {
              out.word(each.getKey());
              out.number(each.getValue().messages());
              out.number(each.getValue().bytes());
              out.number(each.getValue().nanos());
            });
  }

  private void slot(Node.Slot slot) {
    out.word(slot.name());
    out.word(slot.inForce());
    out.word(slot.wanted());
    out.number(count(slot.available()));
    some(slot.available()).forEach(out::word);
    out.number(Math.min(slot.benched().size(), Format.MAX_ITEMS));
    slot.benched().entrySet().stream()
        .limit(Format.MAX_ITEMS)
        .forEach(
            each -> {
              out.word(each.getKey());
              out.text(each.getValue());
            });
    out.number(slot.calls());
    out.number(slot.meanNanos());
    out.number(slot.maxNanos());
    out.number(slot.strikes());
    out.number(slot.swaps());
  }

  private void tip(HeaderView tip) {
    out.raw(tip.header().toBytes());
    out.raw(tip.hash().toBytes());
    out.number(tip.height());
    for (int word = 0; word < Format.WORK_LONGS; word++) {
      out.number(tip.chainWork().longAt(word));
    }
    out.signed(tip.medianTime());
  }

  private void state(Health.State state) {
    out.word(state.name());
    finding(state.finding());
    finding(state.latest());
    out.signed(state.since());
    out.number(state.remedies());
  }

  private void finding(Finding finding) {
    out.word(finding.severity());
    out.text(finding.detail());
    out.number(finding.helps().size());
    finding.helps().forEach(this::remedy);
  }

  private void remedy(Remedy remedy) {
    if (remedy instanceof Remedy.Dial dial) {
      out.number(dial.attempts());
      networks(dial.networks());
    } else {
      out.number(0);
    }
  }

  private void networks(Set<NetworkClass> networks) {
    out.number(networks.size());
    networks.forEach(out::word);
  }
}
