package org.patchbay.rules;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.eviction.ProtectionSets;
import org.patchbay.api.peer.PeerView;

/**
 * Evicts whom a rule names, and where none does, whom Bitcoin Core evicts (protocol-facts §10.6).
 *
 * <p>Whom a rule names goes whatever protection set would keep it: the sets guard against what a
 * stranger can arrange, a rule is the operator's word. A heavy peer that has been connected for
 * days is kept by them, and is just whom such a rule is about. Of several the youngest of their
 * largest network group goes, as Bitcoin Core chooses among those whom nothing keeps; so too of
 * outbound peers, where there is one too many.
 *
 * <p>What conditions came to is remembered for each candidate until it is none any more; answers do
 * not depend on it. Confined to whoever asks.
 */
@Component(
    name = "patchbay.rules.eviction",
    service = EvictionPolicy.class,
    property = {"policy.name=rules", "service.ranking:Integer=-100"})
public final class RulesEviction implements EvictionPolicy {
  private static final Comparator<PeerView> OLDEST_FIRST =
      comparingLong(PeerView::connectedAt).thenComparingLong(PeerView::id);

  private final KeptRules rules;
  private final Memos memos = new Memos();

  /** Evicts by these rules. */
  @Activate
  public RulesEviction(@Reference KeptRules rules) {
    this.rules = rules;
  }

  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    Rulebook book = rules.book();
    if (!book.evicts()) {
      memos.begin(0);
      return ProtectionSets.youngestOfLargestGroup(ProtectionSets.survivors(candidates));
    }
    List<PeerView> named = new ArrayList<>();
    Map<PeerView, OneRule> by = new IdentityHashMap<>();
    memos.begin(candidates.size());
    for (PeerView each : candidates) {
      Memo memo = book.memo(memos.of(each.id()), each);
      memos.keep(each.id(), memo);
      OneRule rule = book.evicting(new Look(each, now, memo));
      if (rule != null) {
        named.add(each);
        by.put(each, rule);
      }
    }
    if (named.isEmpty()) {
      return ProtectionSets.youngestOfLargestGroup(ProtectionSets.survivors(candidates));
    }
    named.sort(OLDEST_FIRST);
    Optional<PeerView> chosen = ProtectionSets.youngestOfLargestGroup(named);
    chosen.ifPresent(peer -> by.get(peer).hit());
    return chosen;
  }

  @Override
  public Optional<PeerView> trim(List<PeerView> candidates, long now) {
    Rulebook book = rules.book();
    List<PeerView> named = new ArrayList<>();
    for (PeerView each : candidates) {
      if (book.evicting(new Look(each, now, null)) != null) {
        named.add(each);
      }
    }
    named.sort(OLDEST_FIRST);
    return ProtectionSets.youngestOfLargestGroup(named);
  }

  @Override
  public List<String> explain(List<PeerView> candidates, long now) {
    Rulebook book = rules.book();
    List<OneRule> by = new ArrayList<>();
    boolean named = false;
    for (PeerView each : candidates) {
      OneRule rule = book.evicting(new Look(each, now, null));
      named |= rule != null;
      by.add(rule);
    }
    return named
        ? by.stream().map(rule -> rule == null ? "rules send others before it" : "").toList()
        : ProtectionSets.explain(candidates);
  }
}
