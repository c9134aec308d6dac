package org.patchbay.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;

class PrometheusEndpointTest {
  private final FakeNode node = new FakeNode();
  private final VirtualLoop loop = new VirtualLoop(1);
  private final PrometheusEndpoint endpoint = new PrometheusEndpoint(loop, new Regtest(), node);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void answersWhereItIsTold() throws Exception {
    node.peers.add(FakePeer.inbound().established());
    endpoint.listen(at("127.0.0.1:0"));

    String text = get();

    assertTrue(text.contains("patchbay_node_info{network=\"regtest\",version=\"0.1.0\"} 1"), text);
    assertTrue(text.contains("jvm_memory_used_bytes{area=\"heap\"}"), text);
  }

  @Test
  void staysOpenWhenNothingChanged() throws Exception {
    endpoint.listen(at("127.0.0.1:0"));
    final int port = endpoint.port();

    endpoint.listen(at("127.0.0.1:0"));

    assertEquals(port, endpoint.port());
  }

  @Test
  void closesWhenToldTo() throws Exception {
    endpoint.listen(at("127.0.0.1:0"));
    final URI was = address();

    endpoint.listen(at(""));

    assertEquals(0, endpoint.port());
    assertThrows(
        ConnectException.class,
        () ->
            client.send(HttpRequest.newBuilder(was).build(), HttpResponse.BodyHandlers.ofString()));
  }

  @Test
  void looksAtTheNodeOnceASecondAtMost() throws Exception {
    endpoint.listen(at("127.0.0.1:0"));
    final long peers = peers(get());
    node.peers.add(FakePeer.inbound());

    assertEquals(peers, peers(get()));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(peers + 1, peers(get()));
  }

  @Test
  void aPortInUseIsNoEndOfTheNode() {
    endpoint.listen(at("127.0.0.1:0"));
    PrometheusEndpoint second = new PrometheusEndpoint(loop, new Regtest(), node);

    second.listen(at("127.0.0.1:" + endpoint.port()));

    assertEquals(0, second.port());
    second.listen(at("127.0.0.1:0"));
    assertTrue(second.port() > 0);
    second.close();
  }

  @Test
  void refusesWhatIsNoAddress() {
    PrometheusCheck check = new PrometheusCheck();

    assertEquals(Optional.empty(), check.refusal("listen", ""));
    assertEquals(Optional.empty(), check.refusal("listen", "[::1]:9332"));
    for (String wrong : new String[] {"9332", "localhost:9332", "127.0.0.1:70000", "here"}) {
      assertEquals(
          Optional.of("\"" + wrong + "\" (allowed: an IPv4 or IPv6 address with a port, or empty)"),
          check.refusal("listen", wrong));
    }
  }

  private static long peers(String text) {
    return text.lines()
        .filter(line -> line.startsWith("patchbay_peers{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + endpoint.port() + "/metrics");
  }

  private String get() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address()).build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }

  private static PrometheusEndpoint.Config at(String listen) {
    return FakeConfig.of(PrometheusEndpoint.Config.class, "listen", listen);
  }
}
