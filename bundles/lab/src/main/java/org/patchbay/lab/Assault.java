package org.patchbay.lab;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.patchbay.wire.message.Message;

/**
 * One attack while it lasts: its connections, which are opened again when the node closes them, and
 * what each does. Confined to the lab thread. Bounded in time and in what waits to be sent; it
 * reaches loopback alone, as everything of the lab.
 */
final class Assault {
  private static final long MILLI = 1_000_000;
  private static final int MOST_WAITING = 2_000_000;
  private static final long AGAIN_MILLIS = 1_000;
  private static final long STAGGER_MILLIS = 5;

  private final Attack attack;
  private final Crew crew;
  private final Supplier<Optional<InetSocketAddress>> node;
  private final SplittableRandom random;
  private final Weapons weapons;
  private final Set<Line> lines = new LinkedHashSet<>();
  private boolean over;
  private long opened;
  private long closed;
  private long steps;

  Assault(
      Attack attack,
      Crew crew,
      Supplier<Optional<InetSocketAddress>> node,
      SplittableRandom random) {
    this.attack = attack;
    this.crew = crew;
    this.node = node;
    this.random = random;
    this.weapons = new Weapons(attack, crew, random.split());
  }

  void begin(int seconds) {
    for (int i = 0; i < attack.lines(); i++) {
      crew.clock().after(i * STAGGER_MILLIS * MILLI, this::open);
    }
    crew.clock().after(seconds * 1_000 * MILLI, this::end);
  }

  /** Hangs up everywhere. */
  void end() {
    over = true;
    List.copyOf(lines).forEach(Line::close);
  }

  boolean over() {
    return over;
  }

  Attack attack() {
    return attack;
  }

  /** What came of it, in one line. */
  String account() {
    return "%s: %s; %d connections opened, %d closed by the node, %d steps"
        .formatted(attack.label(), over ? "over" : "running", opened, closed, steps);
  }

  private void open() {
    Optional<InetSocketAddress> address = node.get();
    if (over || address.isEmpty()) {
      return;
    }
    crew.net().dial(address.get(), this::answered, this::again);
  }

  private Net.Ear answered(Line line) {
    opened++;
    lines.add(line);
    Net.Ear ear =
        attack.mute() ? new Silence() : crew.talk(line, Part.ATTACKER, true, random.split());
    every(line, ear, weapons.fresh());
    return new Net.Ear() {
      @Override
      public void heard(Message message) {
        ear.heard(message);
      }

      @Override
      public void closed() {
        ear.closed();
        lines.remove(line);
        again();
      }
    };
  }

  private void again() {
    if (!over) {
      closed++;
      crew.clock().after(AGAIN_MILLIS * MILLI, this::open);
    }
  }

  private void every(Line line, Net.Ear ear, Weapons.Step step) {
    crew.clock()
        .after(
            attack.pauseMillis() * MILLI,
            () -> {
              if (over || !lines.contains(line)) {
                return;
              }
              boolean ready = !(ear instanceof Talk talk) || talk.live();
              if (ready && line.waiting() < MOST_WAITING) {
                steps++;
                step.take(line);
              }
              every(line, ear, step);
            });
  }

  private static final class Silence implements Net.Ear {
    @Override
    public void heard(Message message) {
      // Whatever the node says.
    }

    @Override
    public void closed() {
      // Somebody else takes note.
    }
  }
}
