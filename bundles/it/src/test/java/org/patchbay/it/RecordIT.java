package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.it.plugin.Evictions;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Ping;

/** A node is recorded while it is attacked; afterwards two policies are asked what its own was. */
class RecordIT {
  private static final List<String> FEATURES = List.of("node", "policies", "vitals", "shell");

  @TempDir Path folder;

  @Test
  void whatWasRecordedIsReplayed() throws Exception {
    Path recording;
    List<WirePeer> callers = new ArrayList<>();
    try (EmbeddedNode node =
        EmbeddedNode.start(folder, FEATURES, "patchbay.engine/max.inbound=3")) {
      NodeShell shell = new NodeShell(node);
      String begun = shell.screen("record:start --file one.pbr eviction misbehaviour");
      assertTrue(begun.contains("running") && begun.contains("eviction,misbehaviour"), begun);
      WirePeer first = WirePeer.join(Network.REGTEST, node.address());
      long id = node.node().peers().get(0).id();
      String captured = shell.screen("record:capture " + id + " on");
      assertTrue(captured.contains("running"), captured);
      first.send(new Ping(7));
      for (int i = 0; i < 12; i++) {
        WirePeer caller = WirePeer.dial(Network.REGTEST, node.address());
        caller.send(WirePeer.version("/Calling:1.0/", i));
        callers.add(caller);
      }
      EmbeddedNode.await(
          () -> shell.screen("record:capture"),
          () -> shell.screen("record:capture").matches("(?s).*running +[1-9].*"));
      EmbeddedNode.await(
          () -> shell.screen("record:show"),
          () -> shell.screen("record:show").matches("(?s).*running +\\d+s +[1-9].*"));
      assertTrue(shell.screen("record:capture " + id + " off").contains("ended"));
      String ended = shell.screen("record:stop");
      assertTrue(ended.contains("ended"), ended);
      recording = found("one.pbr");
      assertEquals(List.of("ping"), commands(found("msgs_recv.dat")).subList(0, 1));
      first.close();
      for (WirePeer caller : callers) {
        caller.close();
      }
    }
    String core = replay(0, recording, "core", "--slot", "eviction");
    assertTrue(core.contains("eviction: core, asked what core was asked"), core);
    assertTrue(core.contains(" 0 differ"), core);
    Path jar =
        PluginJar.of("first", EvictionPolicy.class, Evictions.First.class)
            .into(Files.createDirectory(folder.resolve("jars")));
    String tried = replay(0, recording, jar.toString(), "--json");
    assertTrue(tried.contains("\"policy\":\"first\""), tried);
    assertTrue(tried.contains("\"refused all, would evict\":"), tried);
    Path bad =
        PluginJar.of("bad", EvictionPolicy.class, Evictions.Throwing.class).into(jar.getParent());
    String failed = replay(1, recording, bad.toString());
    assertTrue(failed.contains(" times, at first: "), failed);
  }

  private Path found(String name) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  /** The commands of a file in Bitcoin Core's layout, to whose end the lengths must lead. */
  private static List<String> commands(Path file) throws Exception {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<String> commands = new ArrayList<>();
    while (in.hasRemaining()) {
      assertTrue(in.getLong() > 1_000_000_000_000_000L, "microseconds");
      byte[] command = new byte[12];
      in.get(command);
      commands.add(new String(command, StandardCharsets.US_ASCII).trim());
      in.position(in.getInt() + in.position());
    }
    return commands;
  }

  private String replay(int exit, Path recording, String policy, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("replay", recording.toString(), "--policy", policy));
    words.addAll(List.of(more));
    try (NodeProcess process = NodeProcess.run(folder, words)) {
      assertEquals(exit, process.exit(), process.err());
      return process.out();
    }
  }
}
