package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

/** The way out as it is typed. */
class LeaveCommandsTest {
  private int stops;
  private final LeaveCommands leave = new LeaveCommands(() -> stops++);
  private final CommandSession session;

  LeaveCommandsTest() {
    CommandProcessorImpl processor = new CommandProcessorImpl(new ThreadIOImpl());
    processor.addCommand(leave.scope(), leave);
    session =
        processor.createSession(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream());
  }

  @Test
  void exitAndQuitStopTheNodeWithoutMore() throws Exception {
    session.execute("exit");
    assertEquals(1, stops);
    session.execute("quit");
    assertEquals(2, stops);
    session.execute("stop");
    assertEquals(3, stops);
    Exception refused = assertThrows(Misused.class, () -> session.execute("exit 0"));
    assertEquals("usage: exit (1 words given)", refused.toString());
    assertEquals(3, stops);
  }

  @Test
  void aGuestLeavesAndTheNodeStaysUntilItIsToldToStop() throws Exception {
    List<String> told = new ArrayList<>();
    session.put(
        Guest.VARIABLE,
        new Guest() {
          @Override
          public void leave() {
            told.add("leave");
          }

          @Override
          public void afterwards(Runnable task) {
            told.add("afterwards");
            task.run();
          }
        });
    session.execute("exit");
    session.execute("quit");
    assertEquals(List.of("leave", "leave"), told);
    assertEquals(0, stops);
    session.execute("stop");
    assertEquals(List.of("leave", "leave", "afterwards", "leave"), told);
    assertEquals(1, stops);
  }

  @Test
  void helpSaysHowToLeave() {
    Help help = new Help(new OtherCommands(name -> Stream.of()));
    help.groups = List.of(leave);
    String all = String.valueOf(new Screen().format(help.help(), 0, null));
    assertTrue(all.contains("\nexit ") && all.contains("\nquit "), all);
    assertTrue(
        all.contains("exit, quit or the end of input (Ctrl-D) stops the node; a shell"), all);
  }
}
