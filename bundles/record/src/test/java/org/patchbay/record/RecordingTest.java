package org.patchbay.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  static final RecordingWriter.Title TITLE =
      new RecordingWriter.Title("regtest", "0.1.0", 1_700_000_000_000_000L, 5);

  @TempDir Path folder;
  private final List<String> ends = new ArrayList<>();

  /** What was told, line by line, beside what the files say of it. */
  private Lines record(Path file, long maxBytes, int rounds, boolean brief) {
    Lines told = new Lines(brief);
    new Story(7).tell(told, rounds);
    PartFiles files = new PartFiles(file, maxBytes, PartFiles.Disk.REAL);
    new Story(7).tell(new RecordingWriter(files, TITLE, ends::add), rounds);
    return told;
  }

  private static Lines read(Recording recording) throws IOException {
    Lines read = new Lines(true);
    recording.read(read);
    return read;
  }

  private byte[] bytes(int rounds) throws IOException {
    Path file = folder.resolve("bytes.pbr");
    record(file, 1 << 30, rounds, true);
    return Files.readAllBytes(file);
  }

  @Test
  void whatWasToldIsReadAgain() throws IOException {
    Path file = folder.resolve("a.pbr");
    List<String> told = record(file, 1 << 30, 60, false).lines;
    Lines read = new Lines();
    Recording.of(file).read(read);
    for (int i = 0; i < told.size(); i++) {
      assertEquals(told.get(i), read.lines.get(i), "line " + i);
    }
    assertEquals(told.size(), read.lines.size());
    assertEquals(List.of(""), ends);
  }

  @Test
  void partsAreSetAsideAndTheOldestGoes() throws IOException {
    Path file = folder.resolve("b.pbr");
    List<String> told = record(file, 40_000, 600, true).lines;
    long size = 0;
    for (int i = 0; i < PartFiles.PARTS; i++) {
      size += Files.size(PartFiles.part(file, i));
    }
    assertFalse(Files.exists(PartFiles.part(file, PartFiles.PARTS)));
    assertTrue(size > 20_000 && size < 60_000, () -> "bytes are bounded");
    List<String> read = read(Recording.of(file)).lines;
    read.removeIf(line -> line.startsWith("in force"));
    told.removeIf(line -> line.startsWith("in force"));
    assertTrue(read.size() > 500, () -> read.size() + " lines");
    assertEquals(told.subList(told.size() - read.size(), told.size()), read);
  }

  @Test
  void aPartThatWasCutAnywhereIsReadUpToThere() throws IOException {
    byte[] whole = bytes(12);
    Lines all = read(Recording.of(whole));
    int blocks = 0;
    for (int length = 1; length < whole.length; length++) {
      Lines read = new Lines(true);
      Recording.Ending ending = Recording.of(Arrays.copyOf(whole, length)).read(read);
      int count = read.lines.size() - 1;
      assertEquals(all.lines.subList(0, count), read.lines.subList(0, count));
      blocks += ending.cut() ? 0 : 1;
    }
    assertTrue(blocks > 2, "it ends between blocks now and then");
    RecordingException empty =
        assertThrows(RecordingException.class, () -> read(Recording.of(new byte[0])));
    assertEquals("bytes, byte 0: this is no recording of Patchbay", empty.getMessage());
  }

  @Test
  void aByteThatChangedIsFound() throws IOException {
    byte[] whole = bytes(3);
    for (int at = 0; at < whole.length; at++) {
      byte[] other = whole.clone();
      other[at] ^= 0x10;
      try {
        Lines read = new Lines(true);
        Recording.Ending ending = Recording.of(other).read(read);
        assertTrue(ending.cut(), "byte " + at + ": only a length beyond the end is none's fault");
      } catch (RecordingException found) {
        assertTrue(found.getMessage().startsWith("bytes, byte "), found.getMessage());
      }
    }
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] whole = bytes(1);
    whole[Format.MAGIC.length] = 2;
    assertEquals(
        "bytes, byte 8: version 2 (this program reads 1)",
        assertThrows(RecordingException.class, () -> read(Recording.of(whole))).getMessage());
  }

  @Test
  void aHostileLengthAllocatesNothing() throws IOException {
    byte[] whole = bytes(1);
    ByteBuffer numbers = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putInt(Format.HEAD, -1);
    assertEquals(
        "bytes, byte 10: stored length of a block 4294967295 (1 to 33554432)",
        assertThrows(RecordingException.class, () -> read(Recording.of(whole))).getMessage());
    numbers.putInt(Format.HEAD, Format.MAX_BLOCK);
    assertTrue(Recording.of(whole).read(new Lines()).cut(), "there is no such much");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path none = folder.resolve("none.pbr");
    assertEquals(
        none + ", byte 0: there is no such file",
        assertThrows(RecordingException.class, () -> Recording.of(none)).getMessage());
  }

  /** A disk with room for so many bytes. */
  private static final class NarrowDisk implements WritableByteChannel {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final int room;

    NarrowDisk(int room) {
      this.room = room;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int fits = Math.min(bytes.remaining(), room - written.size());
      if (fits == 0) {
        throw new IOException("No space left on device");
      }
      byte[] some = new byte[fits];
      bytes.get(some);
      written.write(some);
      return fits;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void aFullDiskEndsTheRecordingAndWhatIsThereIsRead() throws IOException {
    Lines told = new Lines(true);
    new Story(7).tell(told, 200);
    NarrowDisk disk = new NarrowDisk(5_000);
    PartFiles files = new PartFiles(folder.resolve("c.pbr"), 1 << 30, file -> disk);
    new Story(7).tell(new RecordingWriter(files, TITLE, ends::add), 200);
    assertEquals(List.of("No space left on device"), ends);
    Lines read = new Lines(true);
    assertTrue(Recording.of(disk.written.toByteArray()).read(read).cut());
    int count = read.lines.size() - 1;
    assertTrue(count > 20, () -> count + " lines");
    assertEquals(told.lines.subList(0, count), read.lines.subList(0, count));
  }
}
