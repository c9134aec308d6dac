package org.patchbay.shell;

import java.util.Map;
import java.util.TreeSet;
import org.patchbay.api.peer.PeerView.MessageCount;

/** One message type with what was received and sent of it. */
record MessageRow(
    String command,
    long received,
    Quantity.Bytes bytesIn,
    Quantity.Latency meanTime,
    long sent,
    Quantity.Bytes bytesOut) {
  private static final MessageCount NONE = new MessageCount(0, 0, 0);

  static Table<MessageRow> table(
      Map<String, MessageCount> received, Map<String, MessageCount> sent) {
    TreeSet<String> commands = new TreeSet<>(received.keySet());
    commands.addAll(sent.keySet());
    return Table.of(
        commands.stream()
            .map(
                command ->
                    of(
                        command,
                        received.getOrDefault(command, NONE),
                        sent.getOrDefault(command, NONE))),
        "no messages yet");
  }

  private static MessageRow of(String command, MessageCount in, MessageCount out) {
    return new MessageRow(
        command,
        in.messages(),
        new Quantity.Bytes(in.bytes()),
        new Quantity.Latency(in.messages() == 0 ? -1 : in.nanos() / in.messages()),
        out.messages(),
        new Quantity.Bytes(out.bytes()));
  }
}
