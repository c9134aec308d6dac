package org.patchbay.shell.attach;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where {@code patchbay sh} finds the node: a local socket in {@code run/} of its folder. */
@Component(
    service = {},
    immediate = true)
public final class AttachPoint {
  /** Clients at a time. */
  static final int MOST = 8;

  private static final Logger LOG = LoggerFactory.getLogger(AttachPoint.class);
  private static final String SOCKET = "run/shell.sock";

  private final AttachThreads threads = new AttachThreads();
  private final Set<Attachment> attached = ConcurrentHashMap.newKeySet();
  private final BiFunction<Request, Line, Conversation> begin;
  private final LocalSocket socket;

  /** Opens the socket; without one the node runs all the same and says so. */
  @Activate
  public AttachPoint(BundleContext context, @Reference Conversations conversations) {
    this(Path.of(context.getProperty("patchbay.folder"), SOCKET), conversations::begin);
  }

  AttachPoint(Path path, BiFunction<Request, Line, Conversation> begin) {
    this.begin = begin;
    socket = opened(path);
    if (socket != null) {
      threads.start("door", () -> socket.run(this::welcome));
    }
  }

  private static LocalSocket opened(Path path) {
    try {
      return LocalSocket.open(path);
    } catch (IOException e) {
      LOG.warn("\"patchbay sh\" cannot reach this node: {}", e.getMessage());
      return null;
    }
  }

  private void welcome(SocketChannel channel) {
    Line line = new Line(channel, threads);
    if (attached.size() >= MOST) {
      // So few bytes do not wait for the client.
      Attachment.refuse(line, MOST + " shells are attached already", Conversation.FAILED);
      return;
    }
    Attachment attachment = new Attachment(line, threads, begin);
    attached.add(attachment);
    threads.start(
        "client",
        () -> {
          attachment.serve();
          attached.remove(attachment);
        });
  }

  /** Lets everybody go; a command that is at its end still says so. */
  @Deactivate
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
    attached.forEach(Attachment::hangUp);
    threads.close();
  }
}
