package org.patchbay.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.SettingsFile;
import org.patchbay.api.rules.Rules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of {@code config/rules.conf}, for the policies of this bundle. Thread-safe. */
@Component(
    name = "patchbay.rules",
    service = {KeptRules.class, Rules.class, SettingsFile.class})
public final class KeptRules implements Rules, SettingsFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRules.class);
  private static final int MOST_TOLD = 3;

  private final Loop loop;
  private volatile Rulebook inForce = Rulebook.EMPTY;
  private volatile List<Flaw> flaws = List.of();

  /** No rules yet; the loop tells how its time and that of the wall go together. */
  @Activate
  public KeptRules(@Reference Loop loop) {
    this.loop = loop;
  }

  @Override
  public String name() {
    return "rules.conf";
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
      return Optional.of(told(found));
    }
    inForce = taken;
    LOG.info("{} rules are in force", taken.rules().size());
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
