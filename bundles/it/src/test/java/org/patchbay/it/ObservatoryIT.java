package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node is scraped and followed; its dashboard asks for what is there. */
class ObservatoryIT {
  private static final Pattern FAMILY = Pattern.compile("\\b(patchbay|jvm)_[a-z_]+");

  @TempDir Path folder;

  @Test
  void aNodeThatTalksIsScraped() throws Exception {
    String listen = "127.0.0.1:" + freePort();
    try (EmbeddedNode node = EmbeddedNode.start(folder, "patchbay.prometheus/listen=" + listen);
        Chatter talk = Chatter.start(node.address(), 3)) {
      URI at = URI.create("http://" + listen + "/metrics");
      EmbeddedNode.await(
          "pings in the figures",
          Duration.ofSeconds(20),
          () ->
              scrape(at)
                  .filter(text -> text.contains("patchbay_messages_total{command=\"ping\""))
                  .isPresent());
      String text = scrape(at).orElseThrow();

      assertTrue(text.contains("type=\"inbound\""), text);
      assertFalse(text.contains("127.0.0.1"), text);
      assertEquals(Set.of(), missing(text));
      assertEquals(Optional.empty(), talk.stop());
    }
  }

  @Test
  void aNodeThatTalksIsFollowed() throws Exception {
    try (EmbeddedNode node =
        EmbeddedNode.start(folder, "patchbay.events/socket=s", "patchbay.events/file=events")) {
      Path socket = folder.resolve("regtest/s");
      EmbeddedNode.await("the socket", Duration.ofSeconds(20), () -> Files.exists(socket));
      StringBuilder read = new StringBuilder();
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
          Chatter talk = Chatter.start(node.address(), 1)) {
        InputStream in = Channels.newInputStream(channel);
        while (read.indexOf("inbound") < 0 || read.indexOf("pong") < 0) {
          byte[] some = new byte[1 << 16];
          int length = in.read(some);
          assertTrue(length > 0, "the stream ended after " + read);
          read.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
        }
        assertEquals(Optional.empty(), talk.stop());
      }
      EmbeddedNode.await(
          "the file",
          Duration.ofSeconds(20),
          () -> {
            try {
              return Files.readString(folder.resolve("regtest/events"), StandardCharsets.ISO_8859_1)
                  .contains("pong");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** Families of the dashboard that the node does not offer. */
  private static Set<String> missing(String text) throws IOException {
    Set<String> offered =
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]")[0])
            .collect(Collectors.toSet());
    return FAMILY
        .matcher(Files.readString(Path.of("../prometheus/grafana.json")))
        .results()
        .map(MatchResult::group)
        .filter(name -> !offered.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> scrape(URI at) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
      return Optional.of(answer.body()).filter(body -> answer.statusCode() == 200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      // It does not listen yet.
      return Optional.empty();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
