package org.patchbay.engine;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.patchbay.api.health.Levers;
import org.patchbay.wire.NetworkClass;

/** What remedies may do to this node. From any thread: hands over to the node loop. */
final class EngineLevers implements Levers {
  private final World world;
  private final Strain strain;
  private final AutomaticPlan plan;
  private final BooleanSupplier dialling;

  /**
   * Levers of an engine.
   *
   * @param dialling whether it opens connections at all
   */
  EngineLevers(World world, Strain strain, AutomaticPlan plan, BooleanSupplier dialling) {
    this.world = world;
    this.strain = strain;
    this.plan = plan;
    this.dialling = dialling;
  }

  @Override
  public void dial(int attempts) {
    world.loop.execute(
        () -> {
          if (dialling.getAsBoolean()) {
            plan.dialMissing(attempts);
          }
        });
  }

  @Override
  public void dial(int attempts, Set<NetworkClass> networks) {
    Set<NetworkClass> wanted = Set.copyOf(networks);
    world.loop.execute(
        () -> {
          if (dialling.getAsBoolean()) {
            plan.dialInto(wanted, attempts);
          }
        });
  }

  @Override
  public void ease(String who, boolean wanted) {
    world.loop.execute(() -> strain.ease(who, wanted));
  }
}
