package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTest {
  private static SocketAddress of(String listeners) {
    return Listeners.choose(new Reply(250, List.of("net/listeners/socks=" + listeners, "OK")));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"127.0.0.1:9050\"', /127.0.0.1:9050",
    "'\"10.0.0.1:9050\" \"127.0.0.1:9150\"', /127.0.0.1:9150",
    "'\"[::1]:9050\"', /[0:0:0:0:0:0:0:1]:9050",
    "127.0.0.1:9151, /127.0.0.1:9151",
    "'\"0.0.0.0:9150\" \"127.0.0.1:0\" \"localhost:1\" \"127.0.0.1:99999\"', /127.0.0.1:9050",
    "'\"127.0.0.1:9', /127.0.0.1:9050",
    "'', /127.0.0.1:9050",
  })
  void loopbackComesFirstAndTheUsualPlaceLast(String listeners, String chosen) {
    assertEquals(chosen, of(listeners).toString());
  }

  @Test
  void aSocketOfTheFileSystemDoes() {
    assertEquals(UnixDomainSocketAddress.of("/run/tor/socks"), of("\"unix:/run/tor/socks\""));
    assertEquals(Listeners.USUAL, of("\"unix:relative\" \"unix:/" + "x".repeat(200) + "\""));
  }

  @Test
  void aTorThatDoesNotSayHasTheUsualOne() {
    assertEquals(Listeners.USUAL, Listeners.choose(new Reply(552, List.of("Unrecognized key"))));
    assertEquals(Listeners.USUAL, Listeners.choose(new Reply(250, List.of("OK"))));
  }
}
