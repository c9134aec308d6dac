package org.patchbay.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.trial.Conditions;
import org.patchbay.api.trial.Trials;

/** Policies that are tried beside those in force, promoted under watch and rolled back. */
@Component(
    service = {Commands.class, TrialCommands.class},
    property = {
      "osgi.command.scope=policy",
      "osgi.command.function=shadow",
      "osgi.command.function=diff",
      "osgi.command.function=promote",
      "osgi.command.function=rollback",
      "osgi.command.function=audit"
    })
public final class TrialCommands implements Commands {
  private static final String OFF = "off";
  private static final String NO_WATCH = "0s";
  private static final String PROMOTE = "policy:promote SLOT [--watch TIME] [--reason TEXT] [...]";
  private static final String WATCH = "30";
  private static final String LAG = "250";
  private static final String USEFUL = "60";
  private static final int SHOWN = 20;
  private static final int LOOK_MILLIS = 50;
  private static final int LOOKS = 60;

  private final Parts parts;
  private final Pause pause;
  private final String who;

  @Activate
  public TrialCommands(@Reference Parts parts) {
    this(parts, Thread::sleep);
  }

  TrialCommands(Parts parts, Pause pause) {
    this(parts, pause, "shell");
  }

  /**
   * The same for somebody else than who types.
   *
   * @param who as the record of changes names it
   */
  TrialCommands(Parts parts, Pause pause, String who) {
    this.parts = parts;
    this.pause = pause;
    this.who = who;
  }

  @Override
  public String scope() {
    return "policy";
  }

  @Descriptor("tries a policy beside the one in force: it is asked the same and never obeyed")
  public Table<ShadowRow> shadow(
      @Descriptor(
              "SLOT NAME: a slot and one of its available policies; off instead of the name ends")
          String... words) {
    Arguments.expect("policy:shadow SLOT NAME", words);
    Node.Slot slot = slot(words[0]);
    boolean off = words[1].equals(OFF) && !slot.available().contains(OFF);
    String name = off ? "" : Arguments.oneOf("policy", words[1], slot.available());
    if (name.equals(slot.inForce())) {
      throw new Refused("slot %s: %s is in force itself".formatted(slot.name(), name));
    }
    refusing(() -> parts.trials().shadow(slot.name(), name, by("")));
    settle(() -> tried(slot.name()).map(Shadow::policy).orElse("").equals(name));
    return rows(tried(slot.name()).stream());
  }

  @Descriptor("shows where the tried policies would have answered otherwise, and for which peers")
  public Object diff(
      @Descriptor("[SLOT] [json]: one slot with its last differences, as JSON for programs")
          String... words) {
    if (words.length == 0) {
      return rows(parts.node().shadows().stream());
    }
    boolean json = words.length == 2 && words[1].equals("json");
    if (words.length > 2 || words.length == 2 && !json) {
      throw new Misused(
          "usage: policy:diff [SLOT] [json] (%d words given)".formatted(words.length));
    }
    Shadow shadow =
        tried(slot(words[0]).name())
            .orElseThrow(
                () ->
                    new Refused(
                        "slot %s: nothing is tried there; policy:shadow %s NAME begins"
                            .formatted(words[0], words[0])));
    long now = parts.loop().now();
    return json ? Json.of(ShadowRow.Whole.of(shadow, now)) : DiffRow.table(shadow, now);
  }

  @Descriptor("puts in force what is tried in a slot; under watch it is rolled back by itself")
  public Table<SlotRow> promote(
      @Parameter(
              names = {"-w", "--watch"},
              absentValue = NO_WATCH)
          @Descriptor("TIME: how long it is watched, as 10m; not at all unless told")
          String watch,
      @Parameter(
              names = {"-d", "--disconnects"},
              absentValue = WATCH)
          @Descriptor("COUNT: connections that policies may end within a minute meanwhile; 30")
          String disconnects,
      @Parameter(
              names = {"-l", "--lag"},
              absentValue = LAG)
          @Descriptor("MILLIS: how late the node loop may be, three times within a minute; 250")
          String lag,
      @Parameter(
              names = {"-u", "--useful"},
              absentValue = USEFUL)
          @Descriptor(
              "PERCENT: of the peers with a block or transaction in 20 minutes that stay; 60")
          String useful,
      @Parameter(
              names = {"-r", "--reason"},
              absentValue = "")
          @Descriptor("TEXT: why, for policy:audit")
          String reason,
      @Descriptor("SLOT: where a policy is tried") String... words) {
    String slot = slot(Arguments.expect("policy:promote SLOT", words)[0]).name();
    long seconds = watch.equals(NO_WATCH) ? 0 : Arguments.span("watch", watch);
    Conditions conditions =
        new Conditions(
            Duration.ofSeconds(seconds),
            (int) Arguments.number("disconnects", disconnects, 0, 1_000_000),
            Duration.ofMillis(Arguments.number("lag", lag, 1, 60_000)),
            (int) Arguments.number("useful", useful, 0, 100));
    String[] policy = new String[1];
    refusing(() -> policy[0] = parts.trials().promote(slot, conditions, by(reason)));
    settle(() -> slot(slot).inForce().equals(policy[0]));
    return slotRow(slot).with(parts.trials().watched());
  }

  /** What Gogo chooses when there is no option, or one lacks its value. */
  public Table<SlotRow> promote(String... words) {
    if (words.length != 1) {
      throw new Misused("usage: " + PROMOTE);
    }
    return promote(NO_WATCH, WATCH, LAG, USEFUL, "", words);
  }

  @Descriptor("puts in force again what was before the last change of a slot")
  public Table<SlotRow> rollback(@Descriptor("SLOT: as policy:list names it") String... words) {
    String slot = slot(Arguments.expect("policy:rollback SLOT", words)[0]).name();
    String[] wanted = new String[1];
    refusing(() -> wanted[0] = parts.trials().rollback(slot, by("")));
    settle(() -> slot(slot).wanted().equals(wanted[0]));
    return slotRow(slot);
  }

  @Descriptor(
      "lists the last changes of policies: who, what, from, to, the jar and what came of it")
  public Table<AuditRow> audit(@Descriptor("[COUNT]: how many, 20 unless told") String... words) {
    int count = Arguments.count("policy:audit [COUNT]", SHOWN, words);
    Trials trials = parts.trials();
    String trouble = trials.auditTrouble();
    Table<AuditRow> table =
        Table.of(trials.audit(count).stream().map(AuditRow::of), "no change is recorded")
            .with(trials.watched());
    return trouble.isEmpty() ? table : table.with(List.of("not recorded: " + trouble));
  }

  private Table<ShadowRow> rows(Stream<Shadow> shadows) {
    long now = parts.loop().now();
    return Table.of(
        shadows.map(each -> ShadowRow.of(each, now)),
        "no policy is tried; policy:shadow SLOT NAME begins");
  }

  private Table<SlotRow> slotRow(String slot) {
    return Table.of(Stream.of(SlotRow.of(slot(slot))), "");
  }

  private Optional<Shadow> tried(String slot) {
    return parts.node().shadows().stream().filter(each -> each.slot().equals(slot)).findFirst();
  }

  private Node.Slot slot(String name) {
    List<Node.Slot> slots = parts.node().slots();
    Arguments.oneOf("slot", name, slots.stream().map(Node.Slot::name).toList());
    return slots.stream().filter(slot -> slot.name().equals(name)).findFirst().orElseThrow();
  }

  private Trials.By by(String reason) {
    return new Trials.By(who, reason);
  }

  private static void refusing(Runnable change) {
    try {
      change.run();
    } catch (IllegalArgumentException e) {
      throw new Refused(e.getMessage());
    }
  }

  /** Waits for a change to be in force, but not for long: the answer shows how it stands. */
  private void settle(java.util.function.BooleanSupplier done) {
    try {
      for (int look = 0; look < LOOKS && !done.getAsBoolean(); look++) {
        pause.millis(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted; policy:list shows what is in force");
    }
  }
}
