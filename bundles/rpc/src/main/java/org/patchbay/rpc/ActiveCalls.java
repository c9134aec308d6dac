package org.patchbay.rpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The calls that are not answered yet. From any thread. */
final class ActiveCalls {
  private final Map<Long, Call> calls = new ConcurrentSkipListMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final LongSupplier nanos;

  /** Of a clock. */
  ActiveCalls(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * One call.
   *
   * @param age nanoseconds since it began
   */
  record Call(String method, long age) {}

  /** A call begins; answers its number. */
  long begin(String method) {
    long number = numbers.getAndIncrement();
    calls.put(number, new Call(method, nanos.getAsLong()));
    return number;
  }

  /** It ended. */
  void end(long number) {
    calls.remove(number);
  }

  /** Those that are not answered, the oldest first. */
  List<Call> list() {
    long now = nanos.getAsLong();
    return calls.values().stream().map(call -> new Call(call.method(), now - call.age())).toList();
  }
}
