package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsGrowByHalfFromASecondToTenMinutes() {
    Backoff backoff = new Backoff();
    List<Duration> waits = Stream.generate(backoff::next).limit(20).toList();
    assertEquals(
        List.of(1000L, 1500L, 2250L, 3375L),
        waits.subList(0, 4).stream().map(Duration::toMillis).toList());
    assertEquals(Duration.ofMinutes(10), waits.get(17));
    assertEquals(Duration.ofMinutes(10), waits.get(19));
    backoff.reset();
    assertEquals(Duration.ofSeconds(1), backoff.next());
  }
}
