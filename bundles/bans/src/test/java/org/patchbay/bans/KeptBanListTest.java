package org.patchbay.bans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.bans.Bans;
import org.patchbay.api.bans.Suspect;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.node.Environment;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;

class KeptBanListTest {
  /** In the form that Bitcoin Core writes. */
  private static final String OF_CORE =
      """
      {
        "banned_nets": [
          {
            "version": 1,
            "ban_created": 1700000000,
            "banned_until": 4000000000,
            "address": "198.51.100.0/24"
          },
          {
            "version": 1,
            "ban_created": 1700000000,
            "banned_until": 1700000001,
            "address": "2001:db8::/32"
          }
        ]
      }
      """;

  @TempDir Path folder;
  private final VirtualLoop loop = new VirtualLoop(1);

  private record Place(Path dataFolder) implements Environment {
    @Override
    public Network network() {
      return Network.REGTEST;
    }

    @Override
    public String version() {
      return "0";
    }
  }

  private KeptBanList open() throws IOException {
    return new KeptBanList(loop, new VirtualWorkers(loop), new Place(folder));
  }

  private <T> T answer(CompletionStage<T> stage) {
    loop.runDue();
    assertTrue(stage.toCompletableFuture().isDone());
    return stage.toCompletableFuture().join();
  }

  private Ban ban(String target, long seconds, String origin) {
    long now = loop.wallTime().getEpochSecond();
    return new Ban(BanTarget.parse(target), now, now + seconds, "why \u20bf", origin);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("list.json"), text);
  }

  @Test
  void whatWasBannedStaysSoAfterARestart() throws IOException {
    List<Ban> bans =
        List.of(
            ban("10.0.0.0/8", 60, "shell"),
            ban("AS64496", 60, "shell"),
            ban("onion", 60, "list"),
            new Ban(BanTarget.parse("1.2.3.4"), 0, Ban.FOR_EVER, "", "x"));
    answer(open().add(bans));
    assertEquals(bans, open().all());
  }

  @Test
  void theListIsToldAtOnceAndAfterEachChange() throws IOException {
    KeptBanList list = open();
    List<Boolean> told = new ArrayList<>();
    NetworkAddress victim = NetworkAddress.parse("10.0.0.1:1");
    list.follow(bans -> told.add(covers(bans, victim)));
    loop.runDue();
    answer(list.add(List.of(ban("10.0.0.0/8", 60, "shell"))));
    answer(list.remove(ban -> true));
    assertEquals(List.of(false, true, false), told);
  }

  @Test
  void expiredBansAreNeitherShownNorKept() throws IOException {
    KeptBanList list = open();
    answer(list.add(List.of(ban("10.0.0.0/8", 60, "shell"), ban("11.0.0.0/8", 600, "shell"))));
    loop.advance(Duration.ofSeconds(60));
    assertEquals(1, list.all().size());
    answer(list.add(List.of(ban("12.0.0.0/8", 60, "shell"))));
    assertFalse(Files.readString(folder.resolve("banlist.json")).contains("10.0.0.0/8"));
  }

  @Test
  void aListOfBitcoinCoreIsReadAndTakenBackByItsOrigin() throws IOException {
    KeptBanList list = open();
    answer(list.add(List.of(ban("10.0.0.0/8", 60, "shell"))));
    assertEquals(1, answer(list.importFrom(file(OF_CORE), "")), "one has expired");
    assertTrue(covers(list.inForce(), NetworkAddress.parse("198.51.100.7:1")));
    assertEquals("list.json", list.all().get(1).origin());

    assertEquals(1, answer(list.remove(ban -> ban.origin().equals("list.json"))).size());
    assertEquals(1, list.all().size());
  }

  /** An imported list that is taken back leaves what the operator banned himself. */
  @Test
  void anOriginTakesBackItsOwnBansAlone() throws IOException {
    KeptBanList list = open();
    NetworkAddress victim = NetworkAddress.parse("198.51.100.7:1");
    Ban own = ban("198.51.100.0/24", 60, "shell");
    answer(list.add(List.of(own)));
    answer(list.importFrom(file(OF_CORE), ""));
    assertEquals(2, list.all().size());
    loop.advance(Duration.ofSeconds(59));
    assertEquals(1, answer(list.remove(ban -> ban.origin().equals("list.json"))).size());
    assertEquals(List.of(own), list.all());
    assertEquals(List.of(own), open().all());
    assertTrue(covers(list.inForce(), victim));
  }

  @Test
  void ofTwoBansOfOneTargetTheLongerHoldsAndIsExportedLast() throws IOException {
    KeptBanList list = open();
    answer(list.add(List.of(ban("10.0.0.0/8", 600, "a"), ban("10.0.0.0/8", 60, "b"))));
    loop.advance(Duration.ofSeconds(60));
    assertTrue(covers(list.inForce(), NetworkAddress.parse("10.0.0.1:1")));
    answer(list.add(List.of(ban("10.0.0.0/8", 60, "b"))));
    Path out = folder.resolve("out.json");
    answer(list.exportTo(out));
    String text = Files.readString(out);
    assertTrue(text.indexOf("\"b\"") < text.indexOf("\"a\""), text);
  }

  @Test
  void whatIsExportedIsReadAgain() throws IOException {
    KeptBanList list = open();
    answer(list.add(List.of(ban("AS64496", 60, "shell"), ban("::/0", 60, "x"))));
    List<Ban> all = list.all();
    Path out = folder.resolve("out.json");
    assertEquals(2, answer(list.exportTo(out)));
    answer(list.remove(ban -> true));
    answer(list.importFrom(out, ""));
    assertEquals(all, list.all());
    answer(list.importFrom(out, "again"));
    assertEquals(2, list.all().stream().filter(b -> b.origin().equals("again")).count());
    assertTrue(failure(list.exportTo(out)).contains("is there already"));
  }

  @Test
  void whatIsNoFileIsNamed() throws IOException {
    KeptBanList list = open();
    assertTrue(
        failure(list.importFrom(folder.resolve("none.json"), ""))
            .endsWith("none.json: there is no such file"));
    Path place = Files.createDirectory(folder.resolve("place.json"));
    assertTrue(failure(list.importFrom(place, "")).endsWith("place.json: not a file"));
  }

  /** A netmask behind an onion address is none to Bitcoin Core. */
  @Test
  void addressesAreWrittenAsBitcoinCoreReadsThem() throws IOException {
    KeptBanList list = open();
    String onion = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";
    answer(list.add(List.of(ban(onion, 60, "a"), ban("1.2.3.4", 60, "a"))));
    Path out = folder.resolve("out.json");
    answer(list.exportTo(out));
    String text = Files.readString(out);
    assertTrue(text.contains("\"" + onion + "\""), text);
    assertTrue(text.contains("\"1.2.3.4/32\""), text);
    List<Ban> all = list.all();
    answer(list.importFrom(out, ""));
    assertEquals(all, list.all());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.0/24 | 198.51.100.0/33 | line 7, column",
        "\"version\": 1 | \"version\": 2 | version 2 (allowed: 1)",
        "4000000000 | -1 | banned_until -1",
        "4000000000 | 99999999999999999999 | banned_until 99999999999999999999",
        "banned_nets | bans | no \"banned_nets\"",
        "{ | [ | START_ARRAY instead of START_OBJECT",
        "\"address\": | \"addr\": | a ban without \"address\"",
        "\"version\": 1 | \"reason\": \"\\\\u001b[2J\" | reason with the character U+001B",
        "\"version\": 1 | \"origin\": \"\\\\ud800\" | origin with the character U+D800",
      })
  void aBadFileIsNamedWithItsLineAndChangesNothing(String good, String bad, String said)
      throws IOException {
    KeptBanList list = open();
    answer(list.add(List.of(ban("10.0.0.0/8", 60, "shell"))));
    String wrong = OF_CORE.replaceFirst(java.util.regex.Pattern.quote(good), bad);
    String message = failure(list.importFrom(file(wrong), ""));
    assertTrue(message.contains("list.json: line "), message);
    assertTrue(message.contains(said), message);
    assertEquals(1, list.all().size());
    assertEquals(1, open().all().size());
  }

  @Test
  void moreThanTheBoundIsRefused() throws IOException {
    KeptBanList list = open();
    List<Ban> many = new ArrayList<>();
    for (int i = 1; i <= BanList.MAX + 1; i++) {
      many.add(ban("AS" + i, 60, "shell"));
    }
    assertTrue(failure(list.add(many)).contains("200001 bans (max 200000)"));
    assertEquals(Collections.emptyList(), list.all());
  }

  @Test
  void damagedFilesAreKeptAndNamedUntilTheyAreRemoved() throws IOException {
    BansCheck before = new BansCheck(open());
    assertEquals(HealthCheck.Finding.fine("0 in force"), before.look(null));
    Path file = folder.resolve("banlist.json");
    Files.writeString(file, "{\"banned_nets\": [");
    assertEquals(List.of(), open().all());
    Files.writeString(file, "nonsense");
    KeptBanList list = open();
    answer(list.add(List.of(ban("10.0.0.0/8", 60, "shell"))));
    assertEquals("{\"banned_nets\": [", Files.readString(folder.resolve("banlist.json.corrupt")));
    assertEquals("nonsense", Files.readString(folder.resolve("banlist.json.corrupt.1")));
    BansCheck check = new BansCheck(open());
    String told = check.look(null).detail();
    assertEquals(HealthCheck.Severity.WARNING, check.look(null).severity());
    assertTrue(told.contains(": banlist.json.corrupt, banlist.json.corrupt.1 (ban:import"), told);
    Files.delete(folder.resolve("banlist.json.corrupt"));
    Files.delete(folder.resolve("banlist.json.corrupt.1"));
    assertEquals(HealthCheck.Finding.fine("1 in force"), check.look(null));
  }

  @Test
  void aFileThatWasBeingWrittenWhenTheProcessDiedIsNotRead() throws IOException {
    answer(open().add(List.of(ban("10.0.0.0/8", 60, "shell"))));
    Files.writeString(folder.resolve(".banlist.json.new"), "{\"banned");
    assertEquals(1, open().all().size());
  }

  @Test
  void whatTheDiskRefusesIsNotInForce() throws IOException {
    KeptBanList list = open();
    Files.createDirectories(folder.resolve(".banlist.json.new/in the way"));
    assertTrue(failure(list.add(List.of(ban("10.0.0.0/8", 60, "x")))).contains("banlist.json"));
    assertFalse(covers(list.inForce(), NetworkAddress.parse("10.0.0.1:1")));
  }

  private String failure(CompletionStage<?> stage) {
    loop.runDue();
    return assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join())
        .getCause()
        .getMessage();
  }

  private boolean covers(Bans bans, NetworkAddress address) {
    return bans.covering(
            Suspect.of(address, OptionalLong.empty()), loop.wallTime().getEpochSecond())
        .isPresent();
  }
}
