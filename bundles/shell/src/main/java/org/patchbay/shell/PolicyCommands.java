package org.patchbay.shell;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.node.Node;
import org.patchbay.api.trial.Trials;

/** The judgements of the node: which policy is in force in each slot, and the swap. */
@Component(
    service = {Commands.class, PolicyCommands.class},
    property = {
      "osgi.command.scope=policy",
      "osgi.command.function=list",
      "osgi.command.function=use",
      "osgi.command.function=reset"
    })
public final class PolicyCommands implements Commands {
  private static final String ENGINE = "patchbay.engine";
  private static final int LOOK_MILLIS = 50;
  private static final int LOOKS = 60;

  private final Parts parts;
  private final Pause pause;
  private final Trials.By by;

  @Activate
  public PolicyCommands(@Reference Parts parts) {
    this(parts, Thread::sleep);
  }

  PolicyCommands(Parts parts, Pause pause) {
    this(parts, pause, "shell");
  }

  /**
   * The same for somebody else than who types.
   *
   * @param who as the record of changes names it
   */
  PolicyCommands(Parts parts, Pause pause, String who) {
    this.parts = parts;
    this.pause = pause;
    this.by = new Trials.By(who, "");
  }

  @Override
  public String scope() {
    return "policy";
  }

  @Descriptor("lists the policy slots, what is in force in each and what could be")
  public Table<SlotRow> list(String... words) {
    Arguments.expect("policy:list", words);
    List<Node.Slot> slots = parts.node().slots();
    return Table.of(slots.stream().map(SlotRow::of), "no policy slots")
        .with(
            slots.stream()
                .filter(slot -> slot.withheld() > 0)
                .map(
                    slot ->
                        "%s: %d connections were not ended, the ceiling per minute being reached"
                            .formatted(slot.name(), slot.withheld()))
                .toList());
  }

  @Descriptor("puts a policy in force, now and after a restart; no connection drops")
  public Table<SlotRow> use(
      @Descriptor("SLOT NAME: a slot and one of its available policies, as policy:list names them")
          String... words) {
    Arguments.expect("policy:use SLOT NAME", words);
    String slot = words[0];
    String name = Arguments.oneOf("policy", words[1], slot(slot).available());
    return change(slot, () -> set(slot, name), now -> is(now, name));
  }

  @Descriptor("forgets what policy:use wrote: the default is in force again")
  public Table<SlotRow> reset(@Descriptor("SLOT: as policy:list names it") String... words) {
    String slot = Arguments.expect("policy:reset SLOT", words)[0];
    String before = slot(slot).wanted();
    return change(
        slot,
        () -> reset(slot, parts.trials),
        now -> before.isEmpty() || !now.wanted().equals(before));
  }

  /** Recorded where there is a record. */
  private void set(String slot, String name) {
    Trials trials = parts.trials;
    if (trials == null) {
      parts.settings().set(ENGINE, key(slot), name);
    } else {
      trials.use(slot, name, by);
    }
  }

  private void reset(String slot, Trials trials) {
    if (trials == null) {
      parts.settings().reset(ENGINE, key(slot));
    } else {
      trials.reset(slot, by);
    }
  }

  private static String key(String slot) {
    return "policy." + slot;
  }

  private static boolean is(Node.Slot slot, String name) {
    return slot.inForce().equals(name) && slot.wanted().equals(name);
  }

  private Node.Slot slot(String name) {
    List<Node.Slot> slots = parts.node().slots();
    Arguments.oneOf("slot", name, slots.stream().map(Node.Slot::name).toList());
    return slots.stream().filter(slot -> slot.name().equals(name)).findFirst().orElseThrow();
  }

  private Table<SlotRow> change(String slot, Runnable write, Predicate<Node.Slot> done) {
    try {
      write.run();
    } catch (IllegalArgumentException e) {
      throw new Refused(e.getMessage());
    }
    for (int look = 0; look < LOOKS; look++) {
      Node.Slot now = slot(slot);
      if (done.test(now)) {
        return Table.of(Stream.of(SlotRow.of(now)), "");
      }
      waitABit(slot);
    }
    Node.Slot now = slot(slot);
    throw new Refused(
        "slot %s: %s is still in force after %d s (wanted: %s; benched: %s)"
            .formatted(
                slot,
                now.inForce(),
                LOOKS * LOOK_MILLIS / 1_000,
                now.wanted().isEmpty() ? "by ranking" : now.wanted(),
                Column.text(now.benched())));
  }

  private void waitABit(String slot) {
    try {
      pause.millis(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted; policy:list shows what is in force in slot " + slot);
    }
  }
}
