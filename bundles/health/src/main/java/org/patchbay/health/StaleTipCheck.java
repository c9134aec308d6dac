package org.patchbay.health;

import java.util.EnumSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

/**
 * A chain that does not grow: no block for half an hour is one time in twenty chance, and else
 * peers that know of none or tell of none. What helps is a connection to somebody else, with one
 * outbound slot more, because those who tell of none may hold all of them (protocol-facts §9.6).
 */
@Component(
    name = "patchbay.health.tip",
    property = {"check.name=tip", "check.tags=chain"})
@Designate(ocd = StaleTipCheck.Config.class)
public final class StaleTipCheck implements HealthCheck {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health: tip", description = "When the chain stands still")
  public @interface Config {
    /** Stale. */
    @AttributeDefinition(
        min = "1",
        max = "31536000",
        description = "Seconds without a new block after which the tip is stale.")
    int warn_seconds() default 1_800;

    /** Very stale. */
    @AttributeDefinition(
        min = "1",
        max = "31536000",
        description = "Seconds without a new block after which that is critical.")
    int critical_seconds() default 7_200;

    /** Regtest. */
    @AttributeDefinition(
        description = "Whether it looks on regtest too, where blocks come when somebody asks.")
    boolean on_regtest() default false;
  }

  /** A check by this configuration. */
  @Activate
  public StaleTipCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    if (vitals.tip().isEmpty()) {
      return Finding.fine("no chain");
    }
    long seconds = vitals.secondsSinceTip();
    String detail =
        "no new block for %d s at height %d (max %d s, critical %d s)"
            .formatted(
                seconds,
                vitals.tip().get().height(),
                limits.warn_seconds(),
                limits.critical_seconds());
    if (vitals.network() == Network.REGTEST && !limits.on_regtest()) {
      return Finding.fine(detail + ", not minded on regtest");
    }
    Remedy another = Remedy.dial(1, EnumSet.allOf(NetworkClass.class));
    if (seconds > limits.critical_seconds()) {
      return Finding.critical(detail).helpedBy(another);
    }
    return seconds > limits.warn_seconds()
        ? Finding.warning(detail).helpedBy(another)
        : Finding.fine(detail);
  }
}
