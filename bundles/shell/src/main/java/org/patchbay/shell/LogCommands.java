package org.patchbay.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.log.NodeLog;

/** What is written to the log, as RPC's {@code logging} switches it too. */
@Component(
    service = {Commands.class, LogCommands.class},
    property = {
      "osgi.command.scope=log",
      "osgi.command.function=list",
      "osgi.command.function=debug",
      "osgi.command.function=peer",
      "osgi.command.function=rotate"
    })
public final class LogCommands implements Commands {
  private static final List<String> ON_OFF = List.of("on", "off");

  private final Parts parts;

  @Activate
  public LogCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "log";
  }

  /** A line of {@code log:list}. */
  record CategoryRow(String category, String detail, String core, String loggers) {
    static CategoryRow of(NodeLog.Category category) {
      return new CategoryRow(
          category.name(),
          category.on() ? "on" : "off",
          category.core() ? "yes" : "no",
          category.loggers().stream()
              .map(each -> each.replace("org.patchbay.", ""))
              .collect(Collectors.joining(" ")));
    }
  }

  @Descriptor("lists the categories, which are written in detail, and how the log is written")
  public Table<CategoryRow> list(String... words) {
    Arguments.expect("log:list", words);
    return table(parts.log());
  }

  private static Table<CategoryRow> table(NodeLog log) {
    return Table.of(log.categories().stream().map(CategoryRow::of), "").with(notes(log));
  }

  private static List<String> notes(NodeLog log) {
    NodeLog.Status status = log.status();
    List<String> notes = new ArrayList<>();
    if (!log.peers().isEmpty()) {
      notes.add("all in detail of peers: " + Arguments.some(log.peers()));
    }
    notes.add(
        status.file().isEmpty()
            ? "written to no file"
            : "%s, %s of %s, %d older ones kept, %s, addresses of peers %s"
                .formatted(
                    status.file(),
                    new Quantity.Bytes(status.bytes()),
                    new Quantity.Bytes(status.maxBytes()),
                    status.kept(),
                    status.format(),
                    status.addresses() ? "named" : "hidden"));
    if (status.held() > 0) {
      notes.add(status.held() + " lines were held back, since their like had come too often");
    }
    if (!status.trouble().isEmpty()) {
      notes.add("TROUBLE: " + status.trouble());
    }
    return notes;
  }

  @Descriptor("writes a category in detail, or no longer, until the node stops")
  public Table<CategoryRow> debug(
      @Descriptor("CATEGORY on|off: one of log:list, or all") String... words) {
    Arguments.expect("log:debug CATEGORY on|off", words);
    boolean on = on("debug", words[1]);
    return refusing(log -> log.detail(words[0], on));
  }

  @Descriptor("writes all lines about a peer in detail, or no longer; ends with the peer")
  public Table<CategoryRow> peer(
      @Descriptor("PEER on|off: a number of peer:list") String... words) {
    Arguments.expect("log:peer PEER on|off", words);
    long peer = Arguments.number("peer", words[0], 0, Long.MAX_VALUE);
    boolean on = on("peer", words[1]);
    return refusing(log -> log.follow(peer, on));
  }

  @Descriptor("sets the log file aside and begins a new one")
  public Table<CategoryRow> rotate(String... words) {
    Arguments.expect("log:rotate", words);
    return refusing(NodeLog::rotate);
  }

  private static boolean on(String name, String word) {
    return Arguments.oneOf(name, word, ON_OFF).equals("on");
  }

  /** A change that may be refused. */
  private interface Change {
    void make(NodeLog log) throws IOException;
  }

  private Table<CategoryRow> refusing(Change change) {
    NodeLog log = parts.log();
    try {
      change.make(log);
    } catch (IllegalArgumentException | IllegalStateException | IOException e) {
      throw new Refused(e.getMessage());
    }
    return table(log);
  }
}
