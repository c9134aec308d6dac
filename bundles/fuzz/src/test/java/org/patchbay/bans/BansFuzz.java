package org.patchbay.bans;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.node.Environment;
import org.patchbay.engine.LocalEnvironment;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Folder;
import org.patchbay.fuzz.Parts;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;

/**
 * Files of bans, Bitcoin Core's and ours: imported whole, and written and read as the same, or
 * refused with the place named, and then what was in force stays so.
 */
public final class BansFuzz {
  private static final long FIXED = 256 * 1024;
  private static final long EACH = 256L * Integer.getInteger("fuzz.hooks", 1);
  private static final Ban STANDING =
      new Ban(BanTarget.parse("192.0.2.0/24"), 0, Ban.FOR_EVER, "stands", "before");
  private static final Path FOLDER = Folder.make();
  private static final Environment PLACE = place();
  private static final Path GIVEN = FOLDER.resolve("given.json");

  private BansFuzz() {}

  /** The first byte: whether the rest is a whole file, or what stands within one ban. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    boolean whole = parts.next() % 2 == 0;
    byte[] bytes = whole ? parts.rest() : within(parts.rest());
    try {
      tryOut(bytes);
    } catch (IOException disk) {
      throw new AssertionError(disk);
    }
  }

  private static byte[] within(byte[] fields) {
    byte[] head =
        "{\"banned_nets\":[{\"banned_until\":4000000000,\"address\":\"".getBytes(US_ASCII);
    byte[] tail = "\"}]}".getBytes(US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + fields.length + tail.length);
    System.arraycopy(fields, 0, all, head.length, fields.length);
    System.arraycopy(tail, 0, all, head.length + fields.length, tail.length);
    return all;
  }

  private static void tryOut(byte[] bytes) throws IOException {
    Files.write(GIVEN, bytes);
    List<Ban> bans;
    try {
      bans = Allocation.bounded(bytes.length, FIXED, EACH, () -> BanFile.read(GIVEN, "given.json"));
    } catch (IOException refused) {
      if (!refused.getMessage().matches("(?s)" + GIVEN + ": line \\d+, column \\d+: .+")) {
        throw new AssertionError("without its place: " + refused.getMessage(), refused);
      }
      isSafeToShow(refused.getMessage());
      imported(List.of(), true);
      return;
    }
    bans.forEach(ban -> isSafeToShow(ban.target() + ban.reason() + ban.origin()));
    Path again = FOLDER.resolve("again.json");
    Files.write(again, BanFile.format(bans));
    equal(bans, BanFile.read(again, "other"));
    imported(bans, false);
  }

  /** It comes to a terminal. */
  private static void isSafeToShow(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("a control character in " + text);
    }
  }

  private static void imported(List<Ban> bans, boolean refused) throws IOException {
    VirtualLoop loop = new VirtualLoop(1);
    Files.write(PLACE.dataFolder().resolve("banlist.json"), BanFile.format(List.of(STANDING)));
    KeptBanList list = open(loop);
    CompletableFuture<Integer> answer = list.importFrom(GIVEN, "").toCompletableFuture();
    loop.advance(Duration.ofMillis(1));
    if (answer.isCompletedExceptionally() != refused) {
      throw new AssertionError("refused: " + !refused, answer.handle((n, why) -> why).join());
    }
    long now = loop.wallTime().getEpochSecond();
    // Of one target each origin has its own.
    Map<List<Object>, Ban> held = new LinkedHashMap<>();
    Stream.concat(Stream.of(STANDING), bans.stream().filter(ban -> ban.holds(now)))
        .forEach(ban -> held.put(List.of(ban.target(), ban.origin()), ban));
    List<Ban> wanted = new ArrayList<>(held.values());
    equal(wanted, list.all());
    equal(wanted, open(loop).all());
  }

  private static Environment place() {
    try {
      return new LocalEnvironment(Network.MAIN, FOLDER, "0.1.0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeptBanList open(VirtualLoop loop) throws IOException {
    return new KeptBanList(loop, new VirtualWorkers(loop), PLACE);
  }

  private static void equal(List<Ban> bans, List<Ban> again) {
    if (!bans.equals(again)) {
      throw new AssertionError(bans + " became " + again);
    }
  }
}
