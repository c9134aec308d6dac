package org.patchbay.record;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Questions;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;

/** The kinds of policies that can be asked again, with what they are asked. */
enum Kind {
  ADMISSION(AdmissionPolicy.class, Questions.Connect.class, Questions.Versioned.class),
  RATELIMIT(RateLimitPolicy.class, Questions.Limit.class, Questions.Looked.class),
  SCORING(ScoringPolicy.class, Questions.Told.class, Questions.Score.class),
  MISBEHAVIOUR(MisbehaviourPolicy.class, Questions.Judged.class),
  EVICTION(EvictionPolicy.class, Questions.Evict.class, Questions.Trim.class),
  RELAY(RelayPolicy.class, Questions.Delay.class, Questions.Batch.class),
  SELECTION(SelectionPolicy.class, Questions.Preference.class),
  REMEDY(RemedyPolicy.class, Questions.Prescribed.class);

  private static final List<Kind> ALL = List.of(values());

  final Class<?> service;
  private final Set<Class<?>> questions;

  Kind(Class<?> service, Class<?>... questions) {
    this.service = service;
    this.questions = Set.of(questions);
  }

  /** As {@code Node.Slot.name}. */
  String slot() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that is asked this. */
  static Kind asking(Question<?> question) {
    for (Kind each : ALL) {
      if (each.asks(question)) {
        return each;
      }
    }
    throw new IllegalArgumentException("unknown question " + question.getClass().getName());
  }

  boolean asks(Question<?> question) {
    return questions.contains(question.getClass());
  }

  /** Those that a policy is of. */
  static List<Kind> of(Object policy) {
    return ALL.stream().filter(each -> each.service.isInstance(policy)).toList();
  }

  static List<String> slots() {
    return ALL.stream().map(Kind::slot).toList();
  }
}
