package org.patchbay.tor;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A control port on virtual time, with {@link FakeTor} behind it. Confined to one thread. */
final class VirtualPort implements Port {
  final FakeTor tor;
  final List<Duration> pauses = new ArrayList<>();
  long now;

  /** Whether anybody is there. */
  boolean listening = true;

  /**
   * What happens once all was said and the connection stands; without it the test would not end.
   */
  Runnable idle = this::close;

  /** What happens when nobody is connected and time passes. */
  Runnable pausing = () -> {};

  private final StringBuilder coming = new StringBuilder();
  private boolean connected;

  VirtualPort(FakeTor tor) {
    this.tor = tor;
  }

  long now() {
    return now;
  }

  /** Tor closes the connection. */
  void close() {
    connected = false;
  }

  /** Tor says something. */
  void say(String text) {
    coming.append(text);
  }

  @Override
  public void connect() throws IOException {
    if (!listening) {
      throw new ConnectException("Connection refused");
    }
    coming.setLength(0);
    connected = true;
    tor.connected();
  }

  @Override
  public void send(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r\n") || text.indexOf('\r') != text.length() - 2) {
      throw new AssertionError("no line: " + text);
    }
    coming.append(tor.answer(text.substring(0, text.length() - 2)));
  }

  @Override
  public int read(ByteBuffer in, Duration patience) {
    if (coming.length() == 0 && patience.isZero()) {
      idle.run();
    }
    if (coming.length() == 0 && connected) {
      now += patience.toNanos();
      return 0;
    }
    if (coming.length() == 0) {
      return -1;
    }
    int count = Math.min(in.remaining(), coming.length());
    in.put(coming.substring(0, count).getBytes(StandardCharsets.ISO_8859_1));
    coming.delete(0, count);
    return count;
  }

  @Override
  public void disconnect() {
    connected = false;
  }

  @Override
  public void pause(Duration time) {
    pauses.add(time);
    now += time.toNanos();
    pausing.run();
  }
}
