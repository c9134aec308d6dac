package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node keeps when it is killed, when the disk is full, when its files are damaged. */
class StoreIT {
  private static final int MOMENTS = Integer.getInteger("patchbay.it.kills", 10);
  private static final int BATCH = 100;
  private static final int FAR = 1_000_000;
  private static final String HEADERS_ALONE = "patchbay.chain.keep=none";

  @TempDir Path folder;

  @Test
  void nothingConfirmedIsLostByKills() throws Exception {
    Random random = new Random(MOMENTS);
    int confirmed = 0;
    try (HeaderFeed feed = new HeaderFeed()) {
      for (int moment = 0; moment < MOMENTS; moment++) {
        try (ChildNode node = start(feed);
            HeaderFeed.Feeding feeding = feed.accept()) {
          assertTrue(
              feeding.startHeight() >= confirmed,
              "height " + feeding.startHeight() + " after " + confirmed + " was confirmed");
          assertTrue(feeding.confirmed() >= confirmed - 1, "its locator goes on from there");
          confirmed = feedUntilKilled(node, feeding, random.nextInt(200));
        }
      }
      try (ChildNode node = start(feed);
          HeaderFeed.Feeding feeding = feed.accept()) {
        feeding.feedTo(confirmed + 5_000, BATCH);
        assertTrue(!node.log().contains("damaged"), node.log());
        System.out.printf("%d kills, %d headers confirmed%n", MOMENTS, feeding.confirmed());
      }
    }
  }

  private ChildNode start(HeaderFeed feed) throws IOException {
    return ChildNode.start(folder, HEADERS_ALONE, "patchbay.engine.connect=" + feed.address());
  }

  /** Answers the height confirmed before the connection broke. */
  private static int feedUntilKilled(ChildNode node, HeaderFeed.Feeding feeding, int millis)
      throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    Thread killer =
        new Thread(
            () -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
              killed.set(true);
              node.kill();
            });
    killer.start();
    try {
      feeding.feedTo(FAR, BATCH);
    } catch (IOException e) {
      assertTrue(killed.get(), "the node broke off by itself: " + e);
    }
    killer.join();
    return feeding.confirmed();
  }

  @Test
  void changesOfPoliciesThatWereConfirmedAreOnRecordAfterAKill() throws Exception {
    List<String> confirmed = new ArrayList<>();
    try (TypedNode node = new TypedNode(List.of(), folder, "--listen", "127.0.0.1:0")) {
      node.awaitStart();
      Thread killer =
          new Thread(
              () -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(new Random().nextInt(300)));
                node.kill();
              });
      while (node.alive()) {
        String policy = List.of("cost", "diverse", "scored").get(confirmed.size() % 3);
        if (node.attempt("policy:use eviction " + policy).contains("eviction  " + policy)) {
          confirmed.add(policy);
        }
        if (confirmed.size() == 3 && killer.getState() == Thread.State.NEW) {
          killer.start();
        }
      }
      killer.join();
    }
    List<String> recorded = new ArrayList<>();
    Pattern change = Pattern.compile("\"who\":\"shell\",\"what\":\"use\".*?\"to\":\"(\\w+)\"");
    for (String line : Files.readAllLines(folder.resolve("regtest/policy-audit.jsonl"))) {
      Matcher found = change.matcher(line);
      if (found.find() && line.contains("wanted: ")) {
        recorded.add(found.group(1));
      }
    }
    System.out.printf("%d changes confirmed, %d recorded%n", confirmed.size(), recorded.size());
    assertEquals(confirmed, recorded.subList(0, confirmed.size()));
  }

  /** The disk is full from half a megabyte on, or a whole one by another shell's unit. */
  @Test
  void onAFullDiskTheNodeGoesOnAndSaysSo() throws Exception {
    int confirmed;
    try (HeaderFeed feed = new HeaderFeed()) {
      String connect = "patchbay.engine.connect=" + feed.address();
      try (ChildNode node =
              ChildNode.limited(folder, "256m", "ulimit -f 1024", HEADERS_ALONE, connect);
          HeaderFeed.Feeding feeding = feed.accept()) {
        for (int to = 1_000; to <= 20_000; to += 1_000) {
          feeding.offer(to);
          feeding.hear();
        }
        node.awaitLog("headers cannot be stored");
        feeding.peer().barrier(1);
        confirmed = feeding.confirmed();
        assertTrue(confirmed > 1_000 && confirmed < 20_000, "confirmed " + confirmed);
        assertTrue(node.alive());
      }
      try (ChildNode node = start(feed);
          HeaderFeed.Feeding feeding = feed.accept()) {
        assertTrue(feeding.startHeight() >= confirmed, "height " + feeding.startHeight());
        feeding.feedTo(20_000, 1_000);
        assertTrue(node.alive());
      }
    }
  }

  @Test
  void aDamagedStoreIsNamedAndTheRestFetchedAgain() throws Exception {
    Path store = folder.resolve("regtest/headers.dat");
    try (HeaderFeed feed = new HeaderFeed()) {
      fill(feed);

      byte[] bytes = Files.readAllBytes(store);
      bytes[bytes.length / 2] ^= 1;
      Files.write(store, bytes);
      assertGoesOn(feed, store + " is damaged at byte ", 0, 5_999);

      Files.write(store, Arrays.copyOf(bytes = Files.readAllBytes(store), bytes.length - 37));
      assertGoesOn(feed, store + ": cut off ", 3_000, 5_999);

      bytes = Files.readAllBytes(store);
      Arrays.fill(bytes, 0, 64, (byte) 0);
      Files.write(store, bytes);
      assertGoesOn(feed, store + " has no head of a headers file", 0, 0);
    }
  }

  private void fill(HeaderFeed feed) throws Exception {
    try (ChildNode node = start(feed);
        HeaderFeed.Feeding feeding = feed.accept()) {
      feeding.feedTo(6_000, 500);
      assertEquals(0, node.stop());
    }
  }

  private void assertGoesOn(HeaderFeed feed, String line, int low, int high) throws Exception {
    try (ChildNode node = start(feed);
        HeaderFeed.Feeding feeding = feed.accept()) {
      node.awaitLog(line);
      int height = feeding.startHeight();
      assertTrue(height >= low && height <= high, "height " + height);
      feeding.feedTo(6_000, 500);
      assertEquals(0, node.stop());
    }
  }
}
