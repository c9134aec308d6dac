package org.patchbay.shell.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client, from its request to its exit code. */
final class Attachment {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

  /** A client that says nothing holds its place no longer. */
  private static final long REQUEST_SECONDS = 5;

  private final Line line;
  private final AttachThreads threads;
  private final BiFunction<Request, Line, Conversation> begin;
  private volatile Conversation conversation;

  /**
   * A client that has connected.
   *
   * @param begin makes what answers a request
   */
  Attachment(Line line, AttachThreads threads, BiFunction<Request, Line, Conversation> begin) {
    this.line = line;
    this.threads = threads;
    this.begin = begin;
  }

  /** Serves the client until either side ends; never throws. */
  void serve() {
    try {
      Request request = request();
      if (request != null) {
        Conversation begun = begin.apply(request, line);
        conversation = begun;
        threads.start("attached", () -> answer(begun));
        follow(begun);
      }
    } catch (IllegalArgumentException e) {
      refuse(line, e.getMessage(), Conversation.MISUSED);
    } catch (IOException e) {
      LOG.debug("a client of the shell is gone: {}", e.toString());
    } finally {
      hangUp();
    }
  }

  private Request request() throws IOException {
    Runnable came = threads.after(REQUEST_SECONDS, line::close);
    Frame first = line.next();
    came.run();
    if (first != null && first.kind() != Frame.REQUEST) {
      throw new IllegalArgumentException("the first frame is '" + first.kind() + "', not 'H'");
    }
    return first == null ? null : Request.parse(first.text());
  }

  private void follow(Conversation with) throws IOException {
    for (Frame frame = line.next(); frame != null; frame = line.next()) {
      switch (frame.kind()) {
        case Frame.TYPED -> with.typed(frame.body());
        case Frame.END -> with.end();
        case Frame.INTERRUPT -> with.interrupt();
        case Frame.SIZE -> {
          String[] size = frame.text().split(" ", 2);
          with.resize(Request.size(size[0], 80), Request.size(size[size.length - 1], 24));
        }
        default -> throw new IOException("a frame of kind '" + frame.kind() + "'");
      }
    }
  }

  private void answer(Conversation with) {
    int code = Conversation.FAILED;
    try {
      code = with.run();
    } finally {
      finish(line, code);
      with.afterwards();
    }
  }

  /** Tells a client in one line why it is not served. */
  static void refuse(Line line, String why, int code) {
    byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      line.send(Frame.ERROR, text, text.length);
    } catch (IOException e) {
      LOG.debug("a client of the shell is gone: {}", e.toString());
    }
    finish(line, code);
  }

  private static void finish(Line line, int code) {
    try {
      line.send(Frame.RESULT, new byte[] {(byte) code}, 1);
    } catch (IOException e) {
      LOG.debug("a client of the shell is gone: {}", e.toString());
    }
    line.close();
  }

  /** Ends it, from any thread. */
  void hangUp() {
    line.close();
    Conversation with = conversation;
    if (with != null) {
      with.hangUp();
    }
  }
}
