package org.patchbay.shell.attach;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.patchbay.shell.Guest;
import org.patchbay.shell.Json;
import org.patchbay.shell.Misused;

/** Commands of a script, line by line; the first that fails ends it. Reads no input. */
final class CommandRun implements Conversation {
  private static final String PLAIN = "mt=0:ms=0:mc=0:sl=0:cx=0:fn=0:ln=0:se=0";

  private final Request request;
  private final PrintStream out;
  private final PrintStream err;
  private final CommandSession session;
  private final Departure departure;
  private volatile boolean left;

  CommandRun(Request request, Line line, CommandProcessor processor) {
    this.request = request;
    out = stream(line, Frame.OUT);
    err = stream(line, Frame.ERROR);
    session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, err);
    departure = new Departure(() -> left = true);
    session.put(Guest.VARIABLE, departure);
    session.put("SCOPE", "patchbay:gogo:*");
    session.put("GREP_COLORS", PLAIN); // Gogo takes every output for a terminal.
  }

  private static PrintStream stream(Line line, char kind) {
    return new PrintStream(new FrameOutput(line, kind), false, StandardCharsets.UTF_8);
  }

  @Override
  public int run() {
    try {
      int code = DONE;
      for (String command : commands(request.commands())) {
        code = code == DONE && !left ? run(command) : code;
      }
      return code;
    } finally {
      out.flush();
      err.flush();
      session.close();
    }
  }

  /** One command a line, but lines belong together while a bracket or quote is open. */
  static List<String> commands(String text) {
    List<String> commands = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : text.split("\n")) {
      open.append(line);
      if (whole(open)) {
        commands.add(open.toString().strip());
        open.setLength(0);
      } else {
        open.append('\n');
      }
    }
    if (!open.isEmpty()) {
      commands.add(open.toString().strip()); // Whoever runs it says what is missing.
    }
    commands.removeIf(String::isEmpty);
    return commands;
  }

  private static boolean whole(CharSequence text) {
    try {
      new Parser(text).program();
      return true;
    } catch (EOFError e) {
      return false;
    } catch (SyntaxError e) {
      return true; // Whoever runs it says what is wrong.
    }
  }

  private int run(String command) {
    try {
      Object result = session.execute(command);
      if (result != null) {
        out.println(request.json() ? Json.of(result) : session.format(result, Converter.INSPECT));
      }
      return DONE;
    } catch (Exception e) { // Whatever a command throws is its answer.
      err.println(e.getMessage() == null ? e.toString() : e.getMessage());
      return misused(e) ? MISUSED : FAILED;
    }
  }

  private static boolean misused(Exception e) {
    return e instanceof Misused
        || e instanceof CommandNotFoundException
        || e instanceof SyntaxError
        || e.getCause() instanceof SyntaxError
        || e instanceof IllegalArgumentException;
  }

  @Override
  public void afterwards() {
    departure.done();
  }

  @Override
  public void typed(byte[] bytes) {
    // Commands of a script read nothing.
  }

  @Override
  public void end() {
    // As above.
  }

  @Override
  public void interrupt() {
    for (Job job : List.copyOf(session.jobs())) {
      job.interrupt();
    }
  }

  @Override
  public void resize(int columns, int rows) {
    // A script has no window.
  }

  @Override
  public void hangUp() {
    left = true;
    interrupt();
    session.close();
  }
}
