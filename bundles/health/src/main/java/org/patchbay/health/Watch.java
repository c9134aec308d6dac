package org.patchbay.health;

import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.log.HiddenAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check in force and what is known of it. Confined to the node loop. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
  private static final int LONGEST = 1_000;

  final String name;
  final HealthCheck check;
  private final Hysteresis hysteresis;
  private Finding latest = Finding.fine("nothing counts yet");
  private Finding failure;
  private long since;
  private long remedies;
  private boolean stuck;

  Watch(String name, HealthCheck check, long now) {
    this.name = name;
    this.check = check;
    hysteresis = new Hysteresis(latest);
    since = now;
  }

  /** It found something. */
  void found(Finding finding, int raise, int clear, long now) {
    latest = oneLine(finding);
    changed(hysteresis.take(latest, raise, clear), now);
  }

  /** It does not do its work: that counts at once. */
  void failed(String detail, long now) {
    failure = latest = oneLine(Finding.critical(detail));
    changed(hysteresis.force(failure), now);
  }

  private void changed(boolean changed, long now) {
    Finding counts = hysteresis.counts();
    if (!changed) {
      return;
    }
    since = now;
    HiddenAddress detail = HiddenAddress.within(counts.detail());
    switch (counts.severity()) {
      case OK -> LOG.info("health: {} is well again: {}", name, detail);
      case WARNING -> LOG.warn("health: {}: {}", name, detail);
      case CRITICAL -> LOG.error("health: {}: {}", name, detail);
    }
  }

  /** Whether what it found itself counts and is not fine, so that something may help. */
  boolean ailing() {
    return hysteresis.counts().severity() != Severity.OK && hysteresis.counts() != failure;
  }

  /** Something was done about what it found. */
  void remedied() {
    remedies++;
  }

  /** A call of it did not return; it is not called until it does. */
  void stuck(boolean now) {
    stuck = now;
  }

  boolean stuck() {
    return stuck;
  }

  Health.State state() {
    return new Standing(name, hysteresis.counts(), latest, since, remedies);
  }

  private static Finding oneLine(Finding finding) {
    String line = finding.detail().replaceAll("\\R", " ");
    return new Finding(
        finding.severity(),
        line.length() > LONGEST ? line.substring(0, LONGEST) : line,
        finding.helps());
  }

  private record Standing(String name, Finding finding, Finding latest, long since, long remedies)
      implements Health.State {}
}
