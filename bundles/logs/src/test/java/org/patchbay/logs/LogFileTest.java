package org.patchbay.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path folder;
  private Path path;
  private LogFile file;
  private long now = 1_000_000;

  @BeforeEach
  void open() {
    path = folder.resolve("log/node.log");
    file = new LogFile(path, 20, 2);
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void aFullFileIsSetAsideAndTheOldestGoes() throws IOException {
    for (int i = 1; i <= 7; i++) {
      write("line " + i + " ..\n");
    }
    assertEquals("line 7 ..\n", Files.readString(path));
    assertEquals("line 5 ..\nline 6 ..\n", Files.readString(aside(1)));
    assertEquals("line 3 ..\nline 4 ..\n", Files.readString(aside(2)));
    assertFalse(Files.exists(aside(3)));
  }

  @Test
  void itGoesOnWhereTheLastRunEnded() throws IOException {
    write("one\n");
    file.close();
    file = new LogFile(path, 20, 2);
    write("two\n");
    assertEquals("one\ntwo\n", Files.readString(path));
    assertEquals(8, file.bytes());
  }

  @Test
  void itIsSetAsideOnRequestUnlessItIsEmpty() throws IOException {
    write("one\n");
    file.rotate();
    file.rotate();
    assertEquals("", Files.readString(path));
    assertEquals("one\n", Files.readString(aside(1)));
    assertFalse(Files.exists(aside(2)));
  }

  @Test
  void whoMovesItAwayHasItOpenedAnew() throws IOException {
    write("one\n");
    Path moved = folder.resolve("moved");
    Files.move(path, moved);
    write("two\n");
    file.reopen();
    write("three\n");
    assertEquals("one\ntwo\n", Files.readString(moved));
    assertEquals("three\n", Files.readString(path));
  }

  @Test
  void aLineFromAThreadThatIsInterruptedIsWrittenToo() throws IOException {
    Thread.currentThread().interrupt();
    write("one\n");
    assertTrue(Thread.interrupted());
    write("two\n");
    assertEquals("one\ntwo\n", Files.readString(path));
  }

  @Test
  void whatCannotBeWrittenIsCountedAndSaidLater() throws IOException {
    Files.writeString(folder.resolve("log"), "in the way");
    write("one\n");
    write("two\n");
    assertTrue(file.trouble().endsWith("(2 lines lost)"), file.trouble());
    Files.delete(folder.resolve("log"));
    write("three\n");
    now += 1_000;
    write("four\n");
    String text = Files.readString(path);
    assertTrue(text.startsWith("3 lines are missing here: "), text);
    assertTrue(text.endsWith("\nfour\n"), text);
    assertEquals("", file.trouble());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskLosesLinesAndNothingElse() throws IOException {
    Path full = Path.of("/dev/full");
    file = new LogFile(full, 1_000_000, 2);
    file.write("one\n".getBytes(UTF_8), now);
    assertTrue(file.trouble().contains("No space left"), file.trouble());
    file.write("two\n".getBytes(UTF_8), now + 1_000);
    assertTrue(file.trouble().endsWith("(2 lines lost)"), file.trouble());
  }

  @Test
  void aFileThatCannotBeSetAsideGrowsOn() throws IOException {
    Files.createDirectories(aside(2).resolve("not empty"));
    Files.writeString(aside(1), "older");
    write("line 1 ..\n");
    write("line 2 ..\n");
    write("line 3 ..\n");
    assertEquals("line 1 ..\nline 2 ..\nline 3 ..\n", Files.readString(path));
    assertTrue(file.trouble().startsWith("it cannot be set aside"), file.trouble());
    assertThrows(IOException.class, file::rotate);
    write("line 4 ..\n");
    Files.delete(aside(2).resolve("not empty"));
    now += 60_000;
    write("line 5 ..\n");
    assertEquals("line 5 ..\n", Files.readString(path));
    assertEquals("", file.trouble());
  }

  private Path aside(int number) {
    return path.resolveSibling("node.log." + number);
  }

  private void write(String line) {
    file.write(line.getBytes(UTF_8), now);
  }
}
