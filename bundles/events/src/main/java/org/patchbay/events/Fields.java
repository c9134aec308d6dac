package org.patchbay.events;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The fields of one protobuf message. */
@FunctionalInterface
interface Fields {
  /** Writes them in the order of their numbers; what is 0, false or empty may be left out. */
  void writeTo(CodedOutputStream out) throws IOException;

  /** The message as bytes. */
  default byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
    writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** A whole event with its length before it. */
  static byte[] framed(long sequence, long micros, int field, Fields fields) throws IOException {
    byte[] event =
        ((Fields)
                out -> {
                  out.writeUInt64(1, sequence);
                  out.writeUInt64(2, micros);
                  out.writeByteArray(field, fields.toBytes());
                })
            .toBytes();
    return ((Fields) out -> out.writeByteArrayNoTag(event)).toBytes();
  }
}
