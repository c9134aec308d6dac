package org.patchbay.record;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Questions;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.remedy.Treatment;

/** A line for each thing that is told, with all that it says. */
class Lines implements Transcript {
  private static final List<Class<?>> PLAIN =
      List.of(
          Vitals.class,
          Vitals.Disk.class,
          Vitals.Addresses.class,
          Node.Totals.class,
          Node.Slot.class,
          Health.State.class,
          HeaderView.class,
          Treatment.class);

  final List<String> lines = new ArrayList<>();
  private final Set<Object> introduced = new HashSet<>();
  private final boolean brief;
  private Kind asked;

  Lines() {
    this(false);
  }

  /** Of questions the kind alone where it is brief. */
  Lines(boolean brief) {
    this.brief = brief;
  }

  @Override
  public void inForce(String slot, String policy, long now) {
    lines.add("in force " + slot + " " + policy + " " + now);
  }

  @Override
  public void asked(Question<?> question) {
    asked = Kind.asking(question);
    lines.add(brief ? question.getClass().getSimpleName() : text(question));
  }

  @Override
  public void gone(long peer) {
    lines.add("gone " + peer);
  }

  @Override
  public void missed(long count) {
    lines.add("missed " + count);
  }

  @Override
  public void settled() {}

  @Override
  public void ended() {
    lines.add("ended");
  }

  /** A portrait is its own ledger. */
  private String text(Class<?> type, Object value) {
    return type == Ledger.class ? getters(type, value) : text(value);
  }

  private String text(Object value) {
    if (value instanceof Questions.Prescribed asked) {
      // What was done so far answers a question of its own, which no getter has.
      return asked.ailing().stream()
          .map(each -> each.name() + " tried at " + asked.soFar().lastTried(each.name()))
          .collect(Collectors.joining(", ", components(asked) + " ", ""));
    }
    for (Class<?> type : PLAIN) {
      if (type.isInstance(value)) {
        return getters(type, value);
      }
    }
    if (value instanceof Opening opening) {
      // Its view is of the moment: only the first time is it surely the one of then.
      String who = opening.peer().id() + " met at " + opening.at();
      return introduced.add(asked + who) ? who + text(opening.peer()) : who;
    } else if (value instanceof PeerView view) {
      return getters(PeerView.class, view);
    } else if (value instanceof Offer offer) {
      return getters(Offer.class, offer);
    } else if (value instanceof Optional<?> optional) {
      return optional.map(this::text).orElse("nobody");
    } else if (value instanceof Map<?, ?> map) {
      return new TreeMap<>(map).toString();
    } else if (value instanceof Set<?> set) {
      return new TreeSet<>(set).toString();
    } else if (value instanceof Collection<?> many) {
      return many.stream().map(this::text).collect(Collectors.joining(",", "[", "]"));
    } else if (value instanceof Record record) {
      return components(record);
    }
    return String.valueOf(value);
  }

  private String components(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .filter(each -> !each.getName().equals("place"))
        .map(each -> each.getName() + "=" + text(of(record, each)))
        .collect(Collectors.joining(" ", record.getClass().getSimpleName() + "(", ")"));
  }

  private static Object of(Record record, RecordComponent component) {
    return invoke(component.getAccessor(), record);
  }

  private String getters(Class<?> type, Object of) {
    return Arrays.stream(type.getMethods())
        .filter(each -> each.getParameterCount() == 0)
        .sorted((one, other) -> one.getName().compareTo(other.getName()))
        .map(each -> each.getName() + "=" + text(each.getReturnType(), invoke(each, of)))
        .collect(Collectors.joining(" ", "{", "}"));
  }

  private static Object invoke(Method method, Object of) {
    try {
      method.setAccessible(true);
      return method.invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
