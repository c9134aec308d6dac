package org.patchbay.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.patchbay.addrbook.Keeping;
import org.patchbay.addrbook.KeptAddressBook;
import org.patchbay.admission.CoreAdmission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.codec.StandardCodec;
import org.patchbay.engine.Engine;
import org.patchbay.engine.EngineSettings;
import org.patchbay.engine.LocalEnvironment;
import org.patchbay.misbehaviour.CoreMisbehaviour;
import org.patchbay.protocols.AddressProtocol;
import org.patchbay.protocols.HandshakeProtocol;
import org.patchbay.protocols.PingProtocol;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.Stranger;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualNetwork;
import org.patchbay.sim.VirtualTransport;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Message;

/**
 * A stranger who says anything, in any order and at any time, to a node on virtual time: nothing
 * fails in the node, whatever it thinks of the stranger, and another peer is still welcome.
 */
public final class StrangerFuzz {
  private static final int PORT = 18_444;
  private static final int MOST = 64;
  private static final List<String> COMMANDS =
      List.of(
          "version",
          "verack",
          "wtxidrelay",
          "sendaddrv2",
          "feature",
          "sendcmpct",
          "sendheaders",
          "addr",
          "addrv2",
          "getaddr",
          "ping",
          "pong",
          "feefilter",
          "sendtxrcncl",
          "nobody");
  private static final StandardCodec CODEC = new StandardCodec();
  private static final Path FOLDER = Folder.make();

  private StrangerFuzz() {}

  /** Who dials, then messages: which, after what time, and the payload. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    VirtualLoop loop = new VirtualLoop(1);
    VirtualNetwork network = new VirtualNetwork(loop).codec(CODEC);
    VirtualTransport host = network.host();
    Stranger stranger = new Stranger(network.host());
    boolean dialled = parts.next() % 2 == 1;
    String peer = dialled ? listening(stranger) : "";
    Engine engine = node(loop, host, peer);
    if (!dialled) {
      stranger.dial(new InetSocketAddress(host.host(), PORT));
    }
    loop.advance(Duration.ofSeconds(1));
    for (int i = 0; i < MOST && parts.more(); i++) {
      String command = COMMANDS.get(parts.next() % COMMANDS.size());
      Duration wait = Duration.ofMillis(1L << parts.next() % 21);
      say(stranger, new Said(command, parts.piece()));
      loop.advance(wait);
    }
    loop.advance(Duration.ofMinutes(1));
    Map<CloseReason.Code, Long> ended = engine.endedByReason();
    if (ended.containsKey(CloseReason.Code.INTERNAL_ERROR)) {
      throw new AssertionError("the node failed: " + engine.ended());
    }
    Stranger other = new Stranger(network.host());
    other.dial(new InetSocketAddress(host.host(), PORT));
    loop.advance(Duration.ofSeconds(1));
    if (other.failure().isPresent() || !other.closed().isEmpty()) {
      throw new AssertionError("another is not welcome: " + other.failure() + other.closed());
    }
    engine.stop();
  }

  /** On the youngest link, which the node may have closed: then nothing is heard. */
  private static void say(Stranger stranger, Message message) {
    if (stranger.closed().isEmpty()) {
      stranger.say(message);
    }
  }

  private static String listening(Stranger stranger) {
    try {
      InetSocketAddress address = stranger.listen(new InetSocketAddress("0.0.0.0", PORT));
      return address.getAddress().getHostAddress() + ":" + address.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Engine node(VirtualLoop loop, VirtualTransport host, String peer) {
    try {
      LocalEnvironment environment = new LocalEnvironment(Network.REGTEST, FOLDER, "0.1.0");
      VirtualWorkers workers = new VirtualWorkers(loop);
      KeptAddressBook book =
          new KeptAddressBook(
              environment,
              loop,
              workers,
              new Keeping(Duration.ofDays(30), false, "", ""),
              name -> List.<InetAddress>of());
      Map<String, Object> values =
          Map.of(
              "listen",
              new String[] {"0.0.0.0:" + PORT},
              "connect",
              peer.isEmpty() ? new String[0] : new String[] {peer});
      EngineSettings settings = EngineSettings.of(Network.REGTEST, values);
      Engine engine = new Engine(loop, workers, environment, host, settings);
      engine.add(
          AdmissionPolicy.class,
          new CoreAdmission(FakeConfig.of(CoreAdmission.Config.class)),
          "core",
          0,
          1);
      engine.add(MisbehaviourPolicy.class, new CoreMisbehaviour(), "core", 0, 2);
      engine.add(book);
      engine.add(new HandshakeProtocol(null));
      engine.add(new PingProtocol());
      engine.add(new AddressProtocol(book));
      engine.start();
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes under a name, which the other end's codec reads. */
  private record Said(String command, byte[] payload) implements Message {
    @Override
    public void write(org.patchbay.wire.WireWriter out) {
      out.bytes(payload);
    }
  }
}
