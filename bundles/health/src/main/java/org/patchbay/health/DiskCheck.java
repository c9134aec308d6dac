package org.patchbay.health;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;

/** The disk of the data folder: little room, or nothing can be written at all. */
@Component(
    name = "patchbay.health.disk",
    property = {"check.name=disk", "check.tags=machine"})
@Designate(ocd = DiskCheck.Config.class)
public final class DiskCheck implements HealthCheck {
  private static final long MEGABYTE = 1_000_000;
  private static final int LONGEST = 500;

  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Health: disk",
      description = "When the data folder has little room")
  public @interface Config {
    /** Little. */
    @AttributeDefinition(
        min = "0",
        max = "1000000000",
        description = "Megabytes of room for the data folder below which it is little.")
    long warn_megabytes() default 2_000;

    /** Hardly any. */
    @AttributeDefinition(
        min = "0",
        max = "1000000000",
        description = "Megabytes of room for the data folder below which that is critical.")
    long critical_megabytes() default 200;
  }

  /** A check by this configuration. */
  @Activate
  public DiskCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    Optional<Vitals.Disk> seen = vitals.disk();
    if (seen.isEmpty()) {
      return Finding.fine("the disk was not looked at yet");
    }
    Vitals.Disk disk = seen.get();
    if (!disk.trouble().isEmpty()) {
      String trouble = disk.trouble();
      return Finding.critical(
          "the data folder cannot be written: "
              + (trouble.length() > LONGEST ? trouble.substring(0, LONGEST) + " ..." : trouble));
    }
    long room = disk.usable() / MEGABYTE;
    String detail =
        "%d of %d MB free in the data folder (min %d, critical %d)"
            .formatted(
                room,
                disk.total() / MEGABYTE,
                limits.warn_megabytes(),
                limits.critical_megabytes());
    if (room < limits.critical_megabytes()) {
      return Finding.critical(detail);
    }
    return room < limits.warn_megabytes() ? Finding.warning(detail) : Finding.fine(detail);
  }
}
