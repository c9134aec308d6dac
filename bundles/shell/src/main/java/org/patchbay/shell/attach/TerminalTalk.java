package org.patchbay.shell.attach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.patchbay.shell.Guest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A person at a terminal: line editing and completion happen here, the client passes bytes. */
final class TerminalTalk implements Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalTalk.class);

  private final LineDisciplineTerminal terminal;
  private final CommandSession session;
  private final Shell shell;
  private final Departure departure;
  private volatile boolean gone;

  /**
   * A talk that has not begun.
   *
   * @param property a property of the framework, null for none
   */
  TerminalTalk(
      Request request, Line line, CommandProcessor processor, UnaryOperator<String> property) {
    try {
      terminal =
          new LineDisciplineTerminal(
              "patchbay", request.term(), new FrameOutput(line, Frame.OUT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    terminal.setSize(new Size(request.columns(), request.rows()));
    session = processor.createSession(terminal.input(), terminal.output(), terminal.output());
    shell = new Shell(new Surroundings(property), processor);
    departure = new Departure(shell::stop);
    session.put(Shell.VAR_TERMINAL, terminal);
    session.put(Guest.VARIABLE, departure);
  }

  /** What Gogo's shell asks of the world; the end of this session is not that of the node. */
  private record Surroundings(UnaryOperator<String> property) implements Shell.Context {
    @Override
    public String getProperty(String name) {
      String value = property.apply(name);
      return value == null ? System.getProperty(name) : value;
    }

    @Override
    public void exit() {
      // Told not to by --noshutdown.
    }
  }

  @Override
  public int run() {
    try {
      shell.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"});
      return DONE;
    } catch (Exception e) { // Whatever ends a shell ends this talk alone.
      if (!gone) {
        LOG.warn("an attached shell ended: {}", e.toString());
      }
      return FAILED;
    } finally {
      close();
    }
  }

  @Override
  public void afterwards() {
    departure.done();
  }

  @Override
  public void typed(byte[] bytes) {
    try {
      terminal.processInputBytes(bytes);
    } catch (IOException e) {
      LOG.debug("typed into a shell that has ended: {}", e.toString());
    }
  }

  @Override
  public void end() {
    hangUp();
  }

  @Override
  public void interrupt() {
    terminal.raise(Signal.INT);
  }

  @Override
  public void resize(int columns, int rows) {
    terminal.setSize(new Size(columns, rows));
    terminal.raise(Signal.WINCH);
  }

  @Override
  public void hangUp() {
    gone = true;
    shell.stop();
    for (Job job : session.jobs()) {
      job.interrupt();
    }
    close();
  }

  private void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      LOG.debug("a shell's terminal does not close: {}", e.toString());
    }
    session.close();
  }
}
