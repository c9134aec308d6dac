package org.patchbay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Commands of the lab. A shell finds them by their service properties: {@code command.help} tells
 * it of each "usage: what it does", {@code command.words} of the words that complete it.
 */
@Component(
    service = LabCommands.class,
    property = {
      "osgi.command.scope=lab",
      "osgi.command.function=traffic",
      "osgi.command.function=attack",
      "command.help=lab:traffic [RATE]: shows or sets how many transactions per second lab peers"
          + " announce",
      "command.help=lab:attack [NAME [SECONDS]|stop]: lists attacks, begins one, 20 s unless told,"
          + " or ends it",
      "command.words=" + LabCommands.ATTACK_WORDS
    })
public final class LabCommands {
  static final String ATTACK_WORDS =
      "lab:attack inv-flood orphans junk-tx conflicting malleated mutated-block"
          + " unrequested-block getdata-flood notfound-storm withhold addr-flood ping-flood"
          + " slow-loris connection-flood stop";

  private static final int ANSWER_SECONDS = 5;
  private static final int ATTACK_SECONDS = 20;
  private static final int MOST_SECONDS = 600;

  private final Lab lab;

  @Activate
  public LabCommands(@Reference Lab lab) {
    this.lab = lab;
  }

  /** Shows or sets the rate. */
  public String traffic(String... words) {
    if (words.length > 1) {
      throw new Refusal("usage: lab:traffic [RATE] (" + words.length + " words given)");
    } else if (words.length == 1) {
      int rate = number("rate", words[0], 0, Traffic.MAX_RATE);
      ask(
          crew -> {
            crew.traffic().rate(rate);
            return rate;
          });
    }
    return ask(LabCommands::traffic);
  }

  /** Lists attacks, begins or ends one. */
  public String attack(String... words) {
    if (words.length == 0) {
      return ask(LabCommands::attacks);
    } else if (words.length > 2) {
      throw new Refusal(
          "usage: lab:attack [NAME [SECONDS]|stop] (" + words.length + " words given)");
    } else if (words[0].equals("stop")) {
      return ask(LabCommands::stop);
    }
    Attack attack =
        Attack.named(words[0])
            .orElseThrow(
                () ->
                    new Refusal(
                        "attack \"%s\": allowed are %s, stop"
                            .formatted(words[0], String.join(", ", Attack.labels()))));
    int seconds = words.length == 2 ? number("seconds", words[1], 1, MOST_SECONDS) : ATTACK_SECONDS;
    return ask(crew -> crew.attack(attack, seconds).attack()).label()
        + ": %d connections, each %s, for %d s".formatted(attack.lines(), attack.does(), seconds)
        + "\nsee peer:list, peer:metrics, peer:gone, net:messages, policy:list and health:show";
  }

  private static String traffic(Crew crew) {
    return String.format(
        Locale.ROOT,
        "%.0f transactions per second wanted, %d made, %d wait for a block, %d coins, height %d",
        crew.traffic().rate(),
        crew.traffic().made(),
        crew.world().pool().size(),
        crew.world().wallets().size(),
        crew.chain().height());
  }

  private static String attacks(Crew crew) {
    List<String> lines = new ArrayList<>();
    for (Attack one : Attack.values()) {
      lines.add("%-18s %3d connections, each %s".formatted(one.label(), one.lines(), one.does()));
    }
    crew.assault().ifPresent(last -> lines.add(last.account()));
    return String.join("\n", lines);
  }

  private static String stop(Crew crew) {
    crew.assault().ifPresent(Assault::end);
    return crew.assault().map(Assault::account).orElse("no attack was begun");
  }

  private <T> T ask(Function<Crew, T> question) {
    Optional<CompletableFuture<T>> answer = lab.ask(question);
    try {
      return answer
          .orElseThrow(() -> new Refusal("there is no lab: it speaks regtest alone"))
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Refusal("the lab failed: " + e.getCause());
    } catch (TimeoutException e) {
      throw new Refusal("the lab does not answer within " + ANSWER_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted");
    }
  }

  private static int number(String name, String word, int min, int max) {
    try {
      int value = Integer.parseInt(word);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notNumeric) {
      throw new Refusal("%s \"%s\": a whole number is wanted".formatted(name, word));
    }
    throw new Refusal("%s %s: %d to %d is allowed".formatted(name, word, min, max));
  }

  /** One line that names the value and what is allowed; a shell prints it as it is. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String line) {
      super(line, null, false, false);
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
