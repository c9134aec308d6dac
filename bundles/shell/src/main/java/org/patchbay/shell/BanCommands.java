package org.patchbay.shell;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanTarget;

/** Who may not connect, by the operator's word. */
@Component(
    service = {Commands.class, BanCommands.class},
    property = {
      "osgi.command.scope=ban",
      "osgi.command.function=add",
      "osgi.command.function=list",
      "osgi.command.function=remove",
      "osgi.command.function=import",
      "osgi.command.function=export"
    })
public final class BanCommands implements Commands {
  private static final String ADD =
      "ban:add TARGET [--for TIME] [--until INSTANT] [--reason TEXT] [--origin NAME]";
  private static final String REMOVE = "ban:remove TARGET, or ban:remove --origin NAME";
  private static final String DAY = "24h";
  private static final String HERE = "shell";

  private final Parts parts;

  @Activate
  public BanCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "ban";
  }

  @Descriptor("bans, and ends at once the connections of whom it covers")
  public BanRow add(
      @Parameter(
              names = {"-f", "--for"},
              absentValue = DAY)
          @Descriptor("TIME: how long, as 90s, 15m, 24h, 7d, 2w, or ever; 24h unless told")
          String span,
      @Parameter(
              names = {"-u", "--until"},
              absentValue = "")
          @Descriptor("INSTANT: until when instead, as 2027-01-31T12:00:00Z")
          String until,
      @Parameter(
              names = {"-r", "--reason"},
              absentValue = "")
          @Descriptor("TEXT: why, for those who read the list")
          String reason,
      @Parameter(
              names = {"-o", "--origin"},
              absentValue = HERE)
          @Descriptor("NAME: under which it can be taken back with others; shell unless told")
          String origin,
      @Descriptor("TARGET: an address, a range, an AS as AS64496, or a network as onion")
          String... words) {
    BanTarget target = target(Arguments.expect(ADD, words)[0]);
    long now = now();
    Ban ban;
    try {
      ban = new Ban(target, now, end(span, until, now), reason, origin);
    } catch (IllegalArgumentException e) {
      throw new Refused(e.getMessage());
    }
    Answer.of("ban", parts.bans().add(List.of(ban)));
    return BanRow.of(ban, now);
  }

  /** What Gogo falls back to when an option lacks its value. */
  public BanRow add(String... words) {
    return add(DAY, "", "", HERE, words);
  }

  @Descriptor("lists the bans that hold, the oldest first")
  public Table<BanRow> list(
      @Parameter(
              names = {"-o", "--origin"},
              absentValue = "")
          @Descriptor("NAME: only those from there")
          String origin,
      String... words) {
    Arguments.expect("ban:list [--origin NAME]", words);
    long now = now();
    return Table.of(
        parts.bans().all().stream()
            .filter(ban -> origin.isEmpty() || ban.origin().equals(origin))
            .map(ban -> BanRow.of(ban, now)),
        origin.isEmpty()
            ? "nobody is banned by the list; bans of config/ stand in config:show patchbay.engine"
            : "no ban comes from \"" + origin + "\"");
  }

  /** What Gogo falls back to when an option lacks its value. */
  public Table<BanRow> list(String... words) {
    return list("", words);
  }

  @Descriptor("takes bans back: one by its target, or all of one origin")
  public String remove(
      @Parameter(
              names = {"-o", "--origin"},
              absentValue = "")
          @Descriptor("NAME: all that came from there, for example from an imported list")
          String origin,
      @Descriptor("TARGET: as ban:list shows it") String... words) {
    if (origin.isEmpty() == (words.length == 0) || words.length > 1) {
      throw new Misused("usage: %s (%d words given)".formatted(REMOVE, words.length));
    }
    Predicate<Ban> which;
    if (origin.isEmpty()) {
      BanTarget target = target(words[0]);
      which = ban -> ban.target().equals(target);
    } else {
      which = ban -> ban.origin().equals(origin);
    }
    int gone = Answer.of("bans", parts.bans().remove(which)).size();
    if (gone == 0) {
      throw new Refused(
          origin.isEmpty()
              ? "%s is not banned by the list".formatted(words[0])
              : "no ban comes from \"%s\"".formatted(origin));
    }
    return gone + (gone == 1 ? " ban" : " bans") + " removed";
  }

  /** What Gogo falls back to when an option lacks its value. */
  public String remove(String... words) {
    return remove("", words);
  }

  @Descriptor("adds the bans of a file: Bitcoin Core's banlist.json, or what ban:export wrote")
  public String _import(
      @Parameter(
              names = {"-o", "--origin"},
              absentValue = "")
          @Descriptor("NAME: of all; unless told what each names, or else the file's name")
          String origin,
      @Descriptor("FILE: its path, as the node's process sees it") String... words) {
    String name = Arguments.expect("ban:import FILE [--origin NAME]", words)[0];
    int taken = Answer.of(name, parts.bans().importFrom(Arguments.path(name), origin));
    return "%d bans of %s hold now".formatted(taken, name);
  }

  /** What Gogo falls back to when an option lacks its value. */
  public String _import(String... words) {
    return _import("", words);
  }

  @Descriptor("writes all bans to a new file that Bitcoin Core can read as banlist.json")
  public String export(
      @Descriptor("FILE: its path, as the node's process sees it") String... words) {
    String name = Arguments.expect("ban:export FILE", words)[0];
    return Answer.of(name, parts.bans().exportTo(Arguments.path(name)))
        + " bans written to "
        + name;
  }

  private static long end(String span, String until, long now) {
    if (!until.isEmpty()) {
      try {
        long end = Instant.parse(until).getEpochSecond();
        if (end <= now) {
          throw new Refused("until \"%s\": it is past".formatted(until));
        }
        return end;
      } catch (DateTimeParseException e) {
        throw new Refused("until \"%s\": as 2027-01-31T12:00:00Z".formatted(until));
      }
    }
    return span.equals("ever") ? Ban.FOR_EVER : now + Arguments.span("time", span);
  }

  private static BanTarget target(String word) {
    try {
      return BanTarget.parse(word);
    } catch (IllegalArgumentException e) {
      throw new Refused("target " + e.getMessage());
    }
  }

  private long now() {
    return parts.loop().wallTime().getEpochSecond();
  }
}
