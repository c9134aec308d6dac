package org.patchbay.events;

import com.squareup.wire.ProtoAdapter;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.Schema;
import com.squareup.wire.schema.SchemaLoader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a stream by {@code events.proto} with a protobuf implementation of others. */
final class Decoded {
  private static final ProtoAdapter<Object> EVENT = adapter();

  private Decoded() {}

  private static ProtoAdapter<Object> adapter() {
    SchemaLoader loader = new SchemaLoader(FileSystems.getDefault());
    loader.initRoots(List.of(Location.get(".", "events.proto")), List.of());
    Schema schema = loader.loadSchema();
    return schema.protoAdapter("patchbay.events.v1.Event", false);
  }

  /** Every whole event of some bytes. */
  static List<Map<?, ?>> all(byte[] bytes) throws IOException {
    List<Map<?, ?>> events = new ArrayList<>();
    try (InputStream in = new java.io.ByteArrayInputStream(bytes)) {
      while (in.available() > 0) {
        events.add(next(in));
      }
    }
    return events;
  }

  /** The next event; waits for it. */
  static Map<?, ?> next(InputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException();
      }
      length |= (octet & 0x7f) << shift;
      if (octet < 0x80) {
        break;
      }
    }
    byte[] event = new byte[length];
    new DataInputStream(in).readFully(event);
    return (Map<?, ?>) EVENT.decode(event);
  }

  /** A sink that keeps what it is given. */
  static final class Kept implements Reader.Sink {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(byte[] event) {
      bytes.writeBytes(event);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    synchronized List<Map<?, ?>> events() throws IOException {
      return all(bytes.toByteArray());
    }
  }
}
