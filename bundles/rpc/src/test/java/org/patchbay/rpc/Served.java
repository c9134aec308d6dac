package org.patchbay.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.patchbay.api.node.Environment;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Network;

/** A server on loopback, and callers who say byte for byte what they want. */
final class Served implements AutoCloseable {
  /** Of user {@code u} with password {@code p}. */
  static final String PROOF = proof("u:p");

  final VirtualLoop loop = new VirtualLoop(1);
  final MethodTable methods = new MethodTable();
  final AtomicReference<Optional<String>> busy = new AtomicReference<>(Optional.empty());
  final RpcServer server;

  /**
   * Listens at a port of the system's choice.
   *
   * @param keysAndValues configuration besides {@code listen}
   */
  Served(Path folder, Object... keysAndValues) {
    server =
        new RpcServer(
            loop,
            environment(folder),
            new Dispatch(methods, busy::get, new ActiveCalls(loop::now)),
            RpcSettings.of(config(keysAndValues), Network.REGTEST));
    server.open();
  }

  /** One that user {@code u} may call, with the methods of control. */
  static Served withControl(Path folder) {
    Served served = new Served(folder, "user", "u", "password", "p");
    served.methods.add(
        new ControlMethods(
            served.methods, new ActiveCalls(served.loop::now), served.loop, () -> {}),
        Map.of());
    return served;
  }

  static RpcConfig config(Object... keysAndValues) {
    Object[] all = new Object[keysAndValues.length + 2];
    all[0] = "listen";
    all[1] = new String[] {"127.0.0.1:0"};
    System.arraycopy(keysAndValues, 0, all, 2, keysAndValues.length);
    return FakeConfig.of(RpcConfig.class, all);
  }

  static Environment environment(Path folder) {
    return new Environment() {
      @Override
      public Network network() {
        return Network.REGTEST;
      }

      @Override
      public Path dataFolder() {
        return folder;
      }

      @Override
      public String version() {
        return "0.1.0";
      }
    };
  }

  void add(RpcMethod... more) {
    methods.add(() -> List.of(more), Map.of());
  }

  static String proof(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** What a connection gave back until it was closed. Immutable. */
  record Got(int status, String head, String body) {}

  /** A connection that stands. */
  Socket connect() throws IOException {
    InetSocketAddress at = server.addresses().get(0);
    Socket socket = new Socket(at.getAddress(), at.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends bytes and reads until the server closes. */
  Got raw(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(all);
      } catch (java.net.SocketException reset) {
        // What was read before the reset counts.
      }
      return got(all.toString(StandardCharsets.UTF_8));
    }
  }

  private static Got got(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Got(0, text, "");
    }
    return new Got(
        Integer.parseInt(text.split(" ")[1]), text.substring(0, end), text.substring(end + 4));
  }

  /** A request of user {@code u} on a connection of its own. */
  Got post(String body) throws IOException {
    return post(body, "Authorization: " + PROOF);
  }

  Got post(String body, String... headers) throws IOException {
    return raw(request("POST / HTTP/1.1", body, "Connection: close", headers));
  }

  /** A request as it goes over the wire. */
  static String request(String line, String body, String first, String... headers) {
    return line
        + "\r\nHost: x\r\n"
        + first
        + "\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n"
        + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
        + "\r\n"
        + body;
  }

  @Override
  public void close() {
    server.close();
  }
}
