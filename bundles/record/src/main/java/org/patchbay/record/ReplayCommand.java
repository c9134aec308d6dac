package org.patchbay.record;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.Shadow;

/**
 * Replays for a launcher that starts no node and knows none of our types. It is asked with {@code
 * file}, {@code policy} (a name, or empty), {@code bundle} (the id of the one whose policy is
 * meant, or empty) and {@code slot} (or empty), and answers with the components of {@link Result}
 * and with {@code policy} and {@code nanos}, the time that the whole took.
 */
@Component(name = "patchbay.replay", service = Function.class, property = "patchbay.command=replay")
public final class ReplayCommand implements Function<Map<String, String>, Map<String, Object>> {
  private final BundleContext context;

  private record Found(Kind kind, String name, Object policy) {}

  /** A command that looks for policies among the services. */
  @Activate
  public ReplayCommand(BundleContext context) {
    this.context = context;
  }

  /**
   * Replays.
   *
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  @Override
  public Map<String, Object> apply(Map<String, String> asked) {
    try {
      Recording recording = Recording.of(Path.of(asked.get("file")));
      Found found = found(asked.get("policy"), asked.get("bundle"), asked.get("slot"));
      long begin = System.nanoTime();
      Result result =
          Replay.of(recording)
              .slot(found.kind().slot())
              .clock(System::nanoTime)
              .with(found.policy());
      return told(result, found.name(), System.nanoTime() - begin);
    } catch (RecordingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    }
  }

  private Found found(String policy, String bundle, String slot) {
    if (!slot.isEmpty() && !Kind.slots().contains(slot)) {
      throw new IllegalArgumentException(
          "--slot \"%s\": allowed: %s".formatted(slot, String.join(", ", Kind.slots())));
    }
    List<Found> fit = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (slot.isEmpty() || kind.slot().equals(slot)) {
        for (ServiceReference<?> each : references(kind)) {
          String name = String.valueOf(each.getProperty("policy.name"));
          known.add(kind.slot() + " " + name);
          boolean ours = Long.toString(each.getBundle().getBundleId()).equals(bundle);
          if (bundle.isEmpty() ? name.equals(policy) : ours) {
            fit.add(new Found(kind, name, context.getService(each)));
          }
        }
      }
    }
    if (fit.size() == 1) {
      return fit.get(0);
    }
    String what = bundle.isEmpty() ? "\"" + policy + "\"" : "of the jar";
    if (fit.isEmpty()) {
      throw new IllegalArgumentException(
          "no policy %s%s; there are: %s"
              .formatted(
                  what, slot.isEmpty() ? "" : " for the slot " + slot, String.join(", ", known)));
    }
    throw new IllegalArgumentException(
        "several policies %s: name one slot of %s with --slot"
            .formatted(
                what, String.join(", ", fit.stream().map(each -> each.kind().slot()).toList())));
  }

  private ServiceReference<?>[] references(Kind kind) {
    try {
      ServiceReference<?>[] all = context.getServiceReferences(kind.service.getName(), null);
      return all == null ? new ServiceReference<?>[0] : all;
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new IllegalStateException(e); // there is no filter
    }
  }

  private static Map<String, Object> told(Result result, String policy, long nanos) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("slot", result.slot());
    told.put("policy", policy);
    told.put("inForce", result.inForce().stream().map(Legible::of).toList());
    told.put("span", result.span());
    told.put("nanos", nanos);
    told.put("questions", result.questions());
    told.put("missed", result.missed());
    told.put("cut", result.cut());
    told.put("compared", result.compared());
    told.put("differed", result.differed());
    Map<String, Long> kinds = new LinkedHashMap<>();
    result.kinds().forEach((kind, count) -> kinds.merge(Legible.of(kind), count, Long::sum));
    told.put("kinds", kinds);
    told.put("failures", result.failures());
    told.put("failure", Legible.of(result.failure()));
    told.put("p50", result.p50());
    told.put("p99", result.p99());
    told.put("max", result.max());
    told.put("differences", result.differences().stream().map(ReplayCommand::told).toList());
    return told;
  }

  private static Map<String, Object> told(Shadow.Difference difference) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("at", difference.at());
    told.put("kind", Legible.of(difference.kind()));
    difference.peer().ifPresent(id -> told.put("peer", id));
    told.put("address", Legible.of(difference.address()));
    told.put("agent", Legible.of(difference.agent()));
    told.put("age", difference.age());
    told.put("detail", Legible.of(difference.detail()));
    return told;
  }
}
