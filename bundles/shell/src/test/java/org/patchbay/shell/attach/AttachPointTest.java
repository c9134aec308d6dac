package org.patchbay.shell.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.shell.Guest;
import org.patchbay.shell.attach.AttachedClient.Answer;

/** The socket with Gogo behind it, as clients meet it. */
@Timeout(20)
class AttachPointTest {
  @TempDir Path folder;

  private final CommandProcessorImpl processor = new CommandProcessorImpl(new ThreadIOImpl());
  private final Sample sample = new Sample();
  private Path socket;
  private AttachPoint point;

  /** Commands of a test. */
  public static final class Sample {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch stopped = new CountDownLatch(1);

    /** A row. */
    public record Row(int height, String network) {}

    public List<Row> rows() {
      return List.of(new Row(3, "regtest"));
    }

    public String echo(String word) {
      return word;
    }

    public void fail() {
      throw new IllegalStateException("the disk is full");
    }

    public String hang() throws InterruptedException {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
        return "never";
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    }

    public void stop(CommandSession session) {
      Guest.of(session).afterwards(stopped::countDown);
    }
  }

  @BeforeEach
  void open() {
    for (String name : List.of("rows", "echo", "fail", "hang", "stop")) {
      processor.addCommand("patchbay", sample, name);
    }
    for (LineTools.Tools tools : LineTools.tools(processor)) {
      for (String name : tools.functions()) {
        processor.addCommand("gogo", tools.commands(), name);
      }
    }
    socket = folder.resolve("run").resolve("shell.sock");
    point =
        new AttachPoint(
            socket,
            (request, line) ->
                request.interactive()
                    ? new TerminalTalk(request, line, processor, name -> null)
                    : new CommandRun(request, line, processor));
  }

  @AfterEach
  void close() throws IOException {
    point.close();
    processor.stop();
    assertFalse(Files.exists(socket));
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    assertEquals("rw-------", permissions(socket));
    assertEquals("rwx------", permissions(socket.getParent()));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void commandsAreAnsweredAndTheFirstThatFailsEndsThem() throws IOException {
    assertEquals(new Answer("one\n", "", 0), AttachedClient.ask(socket, "echo one"));
    assertEquals(
        new Answer("one\n", "the disk is full\n", 1),
        AttachedClient.ask(socket, "echo one\nfail\necho two"));
    assertEquals(
        new Answer("", "Command not found: wings\n", 2), AttachedClient.ask(socket, "wings"));
    assertEquals(2, AttachedClient.ask(socket, "echo {").code());
    assertEquals(new Answer("", "", 0), AttachedClient.ask(socket, ""));
  }

  @Test
  void whatACommandReturnsIsJsonOnRequest() throws IOException {
    try (AttachedClient client = new AttachedClient(socket)) {
      client.request("mode=run\njson=true", "rows\necho x");
      assertEquals(
          new Answer("[{\"height\":3,\"network\":\"regtest\"}]\n\"x\"\n", "", 0), client.answer());
    }
  }

  @Test
  void theClientKnowsBeforeTheNodeStops() throws Exception {
    assertEquals(new Answer("", "", 0), AttachedClient.ask(socket, "stop"));
    assertTrue(sample.stopped.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aClientThatGoesInterruptsItsCommand() throws Exception {
    try (AttachedClient client = new AttachedClient(socket)) {
      client.request("mode=run", "hang");
      sample.begun.await();
    }
    assertTrue(sample.interrupted.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aClientInterruptsItsCommandAndHearsOfIt() throws Exception {
    try (AttachedClient client = new AttachedClient(socket)) {
      client.request("mode=run", "hang\necho two");
      sample.begun.await();
      client.send(Frame.INTERRUPT, "");
      Answer answer = client.answer();
      assertEquals(1, answer.code(), answer.toString());
      assertEquals("", answer.out());
    }
  }

  @Test
  void nonsenseIsRefusedWithAReason() throws IOException {
    try (AttachedClient client = new AttachedClient(socket)) {
      client.send('Q', "?");
      assertEquals(new Answer("", "the first frame is 'Q', not 'H'\n", 2), client.answer());
    }
    try (AttachedClient client = new AttachedClient(socket)) {
      client.send(Frame.REQUEST, "patchbay-shell=7\n\n");
      assertEquals(2, client.answer().code());
    }
    assertEquals(0, AttachedClient.ask(socket, "echo still").code());
  }

  @Test
  void noMoreThanEightAreServedAtATime() throws Exception {
    List<AttachedClient> idle = new ArrayList<>();
    try {
      for (int i = 0; i < AttachPoint.MOST; i++) {
        idle.add(new AttachedClient(socket));
      }
      try (AttachedClient ninth = new AttachedClient(socket)) {
        assertEquals(new Answer("", "8 shells are attached already\n", 1), ninth.answer());
      }
      idle.remove(0).request("mode=run", "echo x").answer();
    } finally {
      for (AttachedClient each : idle) {
        each.close();
      }
    }
  }

  @Test
  void aPersonEditsALineInTheNode() throws IOException {
    try (AttachedClient client = new AttachedClient(socket)) {
      client.request("mode=terminal\nterm=xterm", "");
      client.send(Frame.TYPED, "echo ox\u007fe\r");
      client.until("oe\r\n");
      client.send(Frame.SIZE, "100 40");
      client.send(Frame.TYPED, "\u0004");
      assertEquals(0, client.answer().code());
    }
  }

  @Test
  void aSocketThatAKilledNodeLeftIsReplaced() throws IOException {
    Path left = folder.resolve("old").resolve("shell.sock");
    Files.createDirectories(left.getParent());
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(left));
    }
    assertTrue(Files.exists(left));
    AttachPoint next =
        new AttachPoint(left, (request, line) -> new CommandRun(request, line, processor));
    try {
      assertEquals(0, AttachedClient.ask(left, "echo x").code());
    } finally {
      next.close();
    }
  }

  @Test
  void aPathThatIsTooLongIsNamedWithItsLength() {
    Path deep = folder.resolve("d".repeat(100)).resolve("shell.sock");
    IOException refused = assertThrows(IOException.class, () -> LocalSocket.open(deep));
    assertTrue(refused.getMessage().contains(deep + " has " + deep.toString().length()));
    assertTrue(refused.getMessage().contains("at most 99 bytes"), refused.getMessage());
  }
}
