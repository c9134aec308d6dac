package org.patchbay.healthcheck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;

class ShownCheckTest {
  @Test
  void itsStatusIsWhatCountsAndNotWhatWasFoundLast() {
    assertEquals(Status.OK, result(Finding.fine("8 peers"), Finding.critical("no peer")));
    assertEquals(Status.WARN, result(Finding.warning("2 peers"), Finding.fine("8 peers")));
    assertEquals(Status.CRITICAL, result(Finding.critical("no peer"), Finding.critical("none")));
  }

  @Test
  void bothAreTold() {
    Result result =
        new ShownCheck("peers", () -> List.of(state(Finding.fine("a"), Finding.warning("b"))))
            .execute();
    assertEquals(List.of("OK a", "OK latest look: WARNING: b"), lines(result));
  }

  @Test
  void aCheckThatIsNotThereSaysSo() {
    Result result = new ShownCheck("peers", List::of).execute();
    assertEquals(Status.TEMPORARILY_UNAVAILABLE, result.getStatus());
    assertEquals(List.of("TEMPORARILY_UNAVAILABLE peers is not in force"), lines(result));
  }

  @Test
  void tagsAreItsNameOursAndThoseOfTheCheck() {
    assertArrayEquals(new String[] {"patchbay", "peers"}, FelixHealthChecks.tags("peers", null));
    assertArrayEquals(
        new String[] {"network", "patchbay", "peers"}, FelixHealthChecks.tags("peers", "network"));
    assertArrayEquals(
        new String[] {"a", "b", "patchbay", "peers"},
        FelixHealthChecks.tags("peers", new String[] {"b", "a"}));
  }

  private static Status result(Finding counts, Finding latest) {
    return new ShownCheck("peers", () -> List.of(state(counts, latest))).execute().getStatus();
  }

  private static List<String> lines(Result result) {
    return java.util.stream.StreamSupport.stream(result.spliterator(), false)
        .map(entry -> entry.getStatus() + " " + entry.getMessage())
        .toList();
  }

  private static Health.State state(Finding counts, Finding latest) {
    return new State("peers", counts, latest, 0, 0);
  }

  private record State(String name, Finding finding, Finding latest, long since, long remedies)
      implements Health.State {}
}
