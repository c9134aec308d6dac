package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;

/** The headers file: cut short, damaged, of another network, on a full disk. */
class HeaderFileTest {
  @TempDir Path folder;
  private Path file;
  private List<BlockHeader> line;
  private byte[] whole;

  /** Heights after each batch, and where the batch ends in the file. */
  private final List<int[]> batches = new ArrayList<>();

  @BeforeEach
  void aFileOfManyBatches() throws IOException {
    file = folder.resolve(HeaderFiles.NAME);
    SplittableRandom random = new SplittableRandom(5);
    try (Node node = new Node(folder, Network.REGTEST)) {
      line = Miner.line(node.genesis(), 3000, 0);
      batches.add(new int[] {0, HeaderFile.HEAD});
      for (int from = 0; from < line.size(); ) {
        int to = Math.min(line.size(), from + 1 + random.nextInt(120));
        node.offer(line.subList(from, to));
        int end = batches.get(batches.size() - 1)[1] + HeaderFile.BATCH_HEAD + 80 * (to - from);
        batches.add(new int[] {to, end});
        from = to;
      }
    }
    whole = Files.readAllBytes(file);
    assertEquals(whole.length, batches.get(batches.size() - 1)[1]);
  }

  /** Height of the last batch that ends at or before a byte. */
  private int heightBefore(int place) {
    int height = 0;
    for (int[] batch : batches) {
      height = batch[1] <= place ? batch[0] : height;
    }
    return height;
  }

  @Test
  void cutAnywhereNothingWholeIsLost() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 50; round++) {
      int cut = HeaderFile.HEAD + random.nextInt(whole.length - HeaderFile.HEAD);
      Files.write(file, Arrays.copyOf(whole, cut));
      goesOnFrom(heightBefore(cut));
      assertFalse(Files.exists(folder.resolve("headers.dat.damaged")));
    }
  }

  @Test
  void cutInItsHeadTheFileBeginsAnew() throws IOException {
    for (int cut : new int[] {0, 1, 30, 63}) {
      Files.write(file, Arrays.copyOf(whole, cut));
      goesOnFrom(0);
    }
  }

  @Test
  void garbageAtTheEndIsCutOff() throws IOException {
    SplittableRandom random = new SplittableRandom(13);
    for (int round = 0; round < 20; round++) {
      int cut = batches.get(random.nextInt(batches.size()))[1];
      byte[] bytes = Arrays.copyOf(whole, cut + random.nextInt(5000));
      for (int i = cut; i < bytes.length; i++) {
        bytes[i] = round % 2 == 0 ? (byte) random.nextInt() : 0;
      }
      Files.write(file, bytes);
      goesOnFrom(heightBefore(cut));
    }
  }

  @Test
  void damagedAnywhereWhatIsBeforeItIsKept() throws IOException {
    SplittableRandom random = new SplittableRandom(17);
    Path aside = folder.resolve("headers.dat.damaged");
    int lastBatch = batches.get(batches.size() - 2)[1];
    for (int round = 0; round < 50; round++) {
      int place = HeaderFile.HEAD + random.nextInt(lastBatch - HeaderFile.HEAD);
      byte[] bytes = whole.clone();
      bytes[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      goesOnFrom(heightBefore(place));
      assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(aside)));
      Files.delete(aside);
    }
  }

  @Test
  void aBatchThatConnectsToNothingIsDamage() throws IOException {
    // The third batch is cut out whole, so that all that follows is intact and hangs in the air.
    byte[] bytes = new byte[whole.length - (batches.get(3)[1] - batches.get(2)[1])];
    int end = batches.get(2)[1];
    System.arraycopy(whole, 0, bytes, 0, end);
    System.arraycopy(whole, batches.get(3)[1], bytes, end, bytes.length - end);
    Files.write(file, bytes);
    goesOnFrom(batches.get(2)[0]);
    assertTrue(Files.exists(folder.resolve("headers.dat.damaged")));
  }

  /** Starts, checks what is there, takes the rest, and starts once more. */
  private void goesOnFrom(int height) throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      assertEquals(height, node.chain.tip().height());
      assertEquals(line.size() - height, taken(node));
    }
    try (Node node = new Node(folder, Network.REGTEST)) {
      assertEquals(line.get(line.size() - 1), node.chain.tip().header());
    }
  }

  private int taken(Node node) {
    int stored = 0;
    for (int from = 0; from < line.size(); from += 2000) {
      stored += node.offer(line.subList(from, Math.min(line.size(), from + 2000))).stored();
    }
    return stored;
  }

  @Test
  void theFileOfAnotherNetworkIsRefusedByName() throws IOException {
    String message =
        assertThrows(IllegalStateException.class, () -> new Node(folder, Network.MAIN))
            .getMessage();
    assertEquals(
        file
            + " holds headers of \"regtest\", this node runs \"main\":"
            + " name another data folder, or move the file away",
        message);
    assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(file)));
  }

  @Test
  void aLaterFormatIsRefused() throws IOException {
    byte[] bytes = whole.clone();
    bytes[HeaderFile.TITLE.length()] = '2';
    Files.write(file, bytes);
    String message =
        assertThrows(IllegalStateException.class, () -> new Node(folder, Network.REGTEST))
            .getMessage();
    assertTrue(message.contains("is written in format 2, this node reads 1"), message);
    assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(file)));
  }

  @Test
  void whatIsNoHeadersFileIsSetAside() throws IOException {
    String text = "this is my shopping list and not a headers file: bread, milk, a patch bay\n";
    Files.writeString(file, text, StandardCharsets.US_ASCII);
    goesOnFrom(0);
    assertEquals(text, Files.readString(folder.resolve("headers.dat.damaged")));
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");
    String message =
        assertThrows(IOException.class, () -> new Node(missing, Network.REGTEST)).getMessage();
    assertTrue(message.startsWith(missing.resolve("headers.dat") + " cannot be used"), message);
  }

  @Test
  void onAFullDiskNothingIsConfirmedAndTheNodeGoesOn() throws IOException {
    Files.delete(file);
    ChainParams params = ChainParams.of(Network.REGTEST);
    HeaderFile.open(file, params.name(), 0).close();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    NarrowDisk disk = new NarrowDisk(channel, 50_000);
    Index index = Index.of(params, 0);
    try (HeaderLog log = new HeaderFile(disk, HeaderFile.HEAD)) {
      PeerHeaders peer = new PeerHeaders(new Lane(params, index, new HeaderRules(params), log));
      LowWorkSync.Secret secret = new LowWorkSync.Secret(0, 1, 2);
      long now = Node.NOW.getEpochSecond();
      assertEquals(500, peer.take(line.subList(0, 500), false, now, secret).stored());
      for (int attempt = 0; attempt < 3; attempt++) {
        Outcome outcome = peer.take(line.subList(500, 1000), false, now, secret);
        assertEquals(Kind.NOT_STORED, outcome.kind());
        assertEquals(0, outcome.stored());
        assertEquals(500, index.snapshot().tipHeight());
        assertEquals(-1, index.snapshot().find(line.get(500).hash()));
      }
      // Fewer still fit; and with room again all are taken.
      assertEquals(50, peer.take(line.subList(500, 550), false, now, secret).stored());
      disk.room(Long.MAX_VALUE);
      assertEquals(450, peer.take(line.subList(500, 1000), false, now, secret).stored());
    }
    try (Node node = new Node(folder, Network.REGTEST)) {
      assertEquals(1000, node.chain.tip().height());
    }
  }
}
