package org.patchbay.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Unknown;

/**
 * The types of messages seen so far, found by class without hashing strings. Confined to the node
 * loop.
 */
final class MessageKinds {
  private final IdentityHashMap<Class<?>, MessageKind> byClass = new IdentityHashMap<>();
  private final Map<String, MessageKind> byCommand = new HashMap<>();
  private final List<MessageKind> all = new ArrayList<>();
  private final MessageKind other = of(Unknown.class);

  /**
   * The kind of a class, whose command may not be known yet. Classes of plugins count as unknown
   * ones: a plugin's class is not kept beyond its bundle.
   */
  MessageKind of(Class<?> type) {
    MessageKind kind = byClass.get(type);
    if (kind == null) {
      if (type.getClassLoader() != Message.class.getClassLoader()) {
        return other;
      }
      kind = new MessageKind(all.size());
      all.add(kind);
      byClass.put(type, kind);
    }
    return kind;
  }

  /** The kind of a message. */
  MessageKind of(Message message) {
    MessageKind kind = of(message.getClass());
    if (kind != other && kind.command() == MessageKind.OTHER) {
      kind.named(message.command());
      byCommand.put(message.command(), kind);
    }
    return kind;
  }

  /** The kind of a command that was seen as a message before; else that of unknown ones. */
  MessageKind ofCommand(String command) {
    return byCommand.getOrDefault(command, other);
  }

  /** The kind of commands without a record. */
  MessageKind other() {
    return other;
  }

  MessageKind at(int index) {
    return all.get(index);
  }
}
