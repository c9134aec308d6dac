package org.patchbay.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.SettingsFile;
import org.patchbay.api.rules.Rules;
import org.patchbay.api.trial.Edits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of {@code config/rules.conf}, for the policies of this bundle. Thread-safe. */
@Component(
    name = "patchbay.rules",
    service = {KeptRules.class, Rules.class, SettingsFile.class})
public final class KeptRules implements Rules, SettingsFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRules.class);
  private static final int MOST_TOLD = 3;

  /** Edits that wait for the record of changes. */
  private static final int MOST_UNTOLD = 16;

  /** In {@code config/}. */
  static final String NAME = "rules.conf";

  private final Loop loop;
  private volatile Rulebook inForce = Rulebook.EMPTY;
  private volatile List<Flaw> flaws = List.of();

  /** Guarded by itself: those of the start, before the record is there. */
  private final ArrayDeque<Edits.Edit> untold = new ArrayDeque<>();

  private volatile Edits record;

  /** No rules yet; the loop tells how its time and that of the wall go together. */
  @Activate
  public KeptRules(@Reference Loop loop) {
    this.loop = loop;
  }

  /** Where edits are taken down, once the record of changes is there. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setRecord(Edits edits) {
    record = edits;
    tell();
  }

  void unsetRecord(Edits edits) {
    record = record == edits ? null : record;
  }

  private void tell(Edits.Edit edit) {
    synchronized (untold) {
      untold.add(edit);
      if (untold.size() > MOST_UNTOLD) {
        untold.remove();
      }
    }
    tell();
  }

  private void tell() {
    Edits edits = record;
    synchronized (untold) {
      while (edits != null && !untold.isEmpty()) {
        edits.edited(untold.remove());
      }
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int maxBytes() {
    return RuleFile.LONGEST;
  }

  @Override
  public Optional<String> take(byte[] content) {
    List<Flaw> found = new ArrayList<>();
    Rulebook taken = Rulebook.of(content, found, inForce, loop.now(), loop.wallTime());
    flaws = List.copyOf(found);
    if (!found.isEmpty()) {
      tell(Revision.refused(content, inForce, told(found)));
      return Optional.of(told(found));
    }
    if (taken != inForce) {
      LOG.info("{} rules are in force", taken.rules().size());
    }
    tell(Revision.taken(content, inForce, taken));
    inForce = taken;
    return Optional.empty();
  }

  private static String told(List<Flaw> found) {
    String first =
        found.stream().limit(MOST_TOLD).map(Flaw::toString).collect(Collectors.joining("; "));
    int more = found.size() - MOST_TOLD;
    return more > 0 ? first + "; and " + more + " more (rules:list)" : first;
  }

  Rulebook book() {
    return inForce;
  }

  @Override
  public List<? extends Rule> inForce() {
    return inForce.rules();
  }

  @Override
  public List<String> flaws() {
    return flaws.stream().map(Flaw::toString).toList();
  }

  @Override
  public List<Field> variables() {
    return Arrays.stream(Variable.values())
        .map(each -> new Field(each.label(), each.type(), each.sentence()))
        .toList();
  }
}
