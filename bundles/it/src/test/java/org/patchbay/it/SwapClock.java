package org.patchbay.it;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.observe.Observer.Cause;
import org.patchbay.api.observe.Observer.Swap;
import org.patchbay.it.plugin.Plugin;

/**
 * Measures, inside a node, how long a policy takes into its slot, and how long a task waits for the
 * node loop meanwhile. A swap by configuration counts from the update of the engine's, one by a new
 * service from that service's registration, both to the moment on the loop from which every
 * question goes to the new policy.
 */
final class SwapClock implements AutoCloseable {
  private static final String ENGINE = "patchbay.engine";
  private static final int MOST_WAITS = 1 << 20;

  /** What the waits of tasks are told apart by. */
  enum Phase {
    BEGINNING,
    QUIET,
    SWAPS,
    FAILURES
  }

  private final Map<Cause, List<Long>> micros = new EnumMap<>(Cause.class);
  private final Thread thread = new Thread(this::probe, "swap clock");
  private final Loop loop;
  private volatile long updated;
  private volatile boolean closed;
  private final Map<Phase, List<Integer>> waits = new EnumMap<>(Phase.class);
  private Phase phase = Phase.BEGINNING;

  SwapClock(EmbeddedNode node) throws ReflectiveOperationException {
    for (Cause cause : Cause.values()) {
      micros.put(cause, new CopyOnWriteArrayList<>());
    }
    loop = node.service(Loop.class);
    register(node, "org.osgi.service.cm.SynchronousConfigurationListener", this::updated);
    register(node, "org.patchbay.api.observe.Observer", this::observed);
    thread.setDaemon(true);
    thread.start();
  }

  /** A service of ours behind an interface of the node's. */
  private static void register(EmbeddedNode node, String type, InvocationHandler handler)
      throws ReflectiveOperationException {
    for (Bundle bundle : node.context().getBundles()) {
      if (bundle.getHeaders().get("Export-Package") != null
          && bundle
              .getHeaders()
              .get("Export-Package")
              .contains(type.substring(0, type.lastIndexOf('.')))) {
        Class<?> theirs = bundle.loadClass(type);
        Object proxy =
            Proxy.newProxyInstance(theirs.getClassLoader(), new Class<?>[] {theirs}, handler);
        node.context().registerService(type, proxy, new Hashtable<>());
        return;
      }
    }
    throw new ClassNotFoundException("nobody exports the package of " + type);
  }

  private Object updated(Object proxy, java.lang.reflect.Method method, Object[] args)
      throws ReflectiveOperationException {
    if (method.getName().equals("configurationEvent")) {
      Object pid = args[0].getClass().getMethod("getPid").invoke(args[0]);
      updated = ENGINE.equals(pid) ? System.nanoTime() : updated;
    }
    return identity(proxy, method, args);
  }

  private Object observed(Object proxy, java.lang.reflect.Method method, Object[] args) {
    if (method.getName().equals("swapped")) {
      Swap swap = (Swap) Bridge.single(args[0], Swap.class);
      long since = swap.cause() == Cause.CAME ? registeredAt(swap.to()) : updated;
      micros.get(swap.cause()).add((System.nanoTime() - since) / 1_000);
    }
    return identity(proxy, method, args);
  }

  private Object identity(Object proxy, java.lang.reflect.Method method, Object[] args) {
    return switch (method.getName()) {
      case "equals" -> proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "swap clock";
      default -> null;
    };
  }

  private void probe() {
    while (!closed) {
      long begin = System.nanoTime();
      loop.execute(() -> waited(System.nanoTime() - begin));
      LockSupport.parkNanos(2_000_000);
    }
  }

  private synchronized void waited(long nanos) {
    List<Integer> some = waits.computeIfAbsent(phase, key -> new ArrayList<>());
    if (some.size() < MOST_WAITS) {
      some.add((int) Math.min(Integer.MAX_VALUE, nanos / 1_000));
    }
  }

  /** What is done from now on. */
  synchronized void phase(Phase next) {
    phase = next;
  }

  /** When a service was registered, in nanoseconds of this machine. */
  static long registeredAt(String policy) {
    return Long.getLong(Plugin.REGISTERED + policy, 0);
  }

  /** Swaps so far. */
  long swaps() {
    return micros.values().stream().mapToLong(List::size).sum();
  }

  /** How long tasks waited for the loop in a phase, in one line. */
  synchronized String waits(Phase of) {
    long[] some =
        waits.getOrDefault(of, List.of()).stream().mapToLong(each -> each).sorted().toArray();
    long over = Arrays.stream(some).filter(each -> each > 5_000).count();
    return spread(some) + ", " + over + " above 5 ms";
  }

  /** Of each cause how many, and how long they took. */
  String times() {
    return micros.entrySet().stream()
        .filter(entry -> entry.getKey() == Cause.CONFIGURED || entry.getKey() == Cause.CAME)
        .map(entry -> entry.getKey() + " " + spread(longs(entry.getValue())))
        .collect(Collectors.joining("; "));
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** Median, 99th percentile and largest of sorted microseconds. */
  static String spread(long[] sorted) {
    return sorted.length == 0
        ? "none"
        : "%d: median %.2f, p99 %.2f, max %.2f ms"
            .formatted(
                sorted.length,
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) ((sorted.length - 1) * 0.99)] / 1e3,
                sorted[sorted.length - 1] / 1e3);
  }

  @Override
  public void close() {
    closed = true; // The thread ends by itself a few milliseconds later.
  }
}
