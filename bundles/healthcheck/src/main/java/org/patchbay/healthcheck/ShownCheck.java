package org.patchbay.healthcheck;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.patchbay.api.health.Health;

/** What counts of one check, in the words of Felix. From any thread. */
final class ShownCheck implements HealthCheck {
  private final String name;
  private final Health health;

  ShownCheck(String name, Health health) {
    this.name = name;
    this.health = health;
  }

  @Override
  public Result execute() {
    return health.states().stream()
        .filter(state -> state.name().equals(name))
        .findFirst()
        .map(ShownCheck::result)
        .orElseGet(
            () -> new Result(Result.Status.TEMPORARILY_UNAVAILABLE, name + " is not in force"));
  }

  private static Result result(Health.State state) {
    ResultLog log = new ResultLog();
    log.add(new ResultLog.Entry(status(state), state.finding().detail()));
    if (state.latest().severity() != state.finding().severity()) {
      // Not yet counted, so it must not change the status.
      log.add(
          new ResultLog.Entry(
              Result.Status.OK,
              "latest look: " + state.latest().severity() + ": " + state.latest().detail()));
    }
    return new Result(log);
  }

  private static Result.Status status(Health.State state) {
    return switch (state.finding().severity()) {
      case OK -> Result.Status.OK;
      case WARNING -> Result.Status.WARN;
      case CRITICAL -> Result.Status.CRITICAL;
    };
  }
}
