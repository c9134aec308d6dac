package org.patchbay.launcher.attach;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The process of {@code patchbay sh}. */
public final class Attach {
  private static final int MISUSED = 2;
  private static final int NO_NODE = 3;
  private static final int BUFFER = 8_192;

  private final Call call;
  private final boolean terminal;
  private final InputStream in = new FileInputStream(FileDescriptor.in);
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final OutputStream err = new FileOutputStream(FileDescriptor.err);

  private Attach(Call call, boolean terminal) {
    this.call = call;
    this.terminal = terminal && call.commands().isEmpty();
  }

  /** Talks to a node and ends with its exit code. */
  public static void main(String[] words) {
    int code;
    try {
      Call call = Call.parse(words, System.getProperty("patchbay.home", "."));
      code = new Attach(call, "both".equals(System.getProperty("patchbay.tty"))).talk();
    } catch (IllegalArgumentException e) {
      System.err.println("patchbay: " + e.getMessage());
      code = MISUSED;
    } catch (NoNode e) {
      System.err.println("patchbay: " + e.getMessage());
      code = NO_NODE;
    } catch (IOException e) {
      System.err.println("patchbay: " + e);
      code = NO_NODE;
    }
    Runtime.getRuntime().exit(code);
  }

  private int talk() throws IOException, NoNode {
    if (call.help()) {
      out.write(Call.USAGE.getBytes(StandardCharsets.UTF_8));
      return 0;
    }
    try (Link link = Link.open(call.folder())) {
      if (!terminal) {
        String commands = call.commands();
        if (commands.isEmpty()) {
          commands = typedAhead();
        }
        link.send('H', request("run", new String[] {"24", "80"}) + commands);
        return follow(link);
      }
      link.send('H', request("terminal", Terminal.size()));
      Terminal taken = Terminal.raw();
      Runtime.getRuntime().addShutdownHook(giveBack(taken));
      Terminal.onResize(resized(link));
      Thread keyboard = new Thread(typing(link), "keyboard");
      keyboard.setDaemon(true);
      keyboard.start();
      return follow(link);
    }
  }

  /** All of stdin: no more than a request may have, and a byte. */
  private String typedAhead() throws IOException {
    byte[] all = new byte[Link.MAX + 1];
    int count = 0;
    for (int n = in.read(all); n > 0; n = in.read(all, count, all.length - count)) {
      count += n;
    }
    return new String(all, 0, count, StandardCharsets.UTF_8);
  }

  private String request(String mode, String[] size) {
    String term = System.getenv("TERM");
    return "patchbay-shell=1\nmode="
        + mode
        + "\njson="
        + call.json()
        + "\nterm="
        + (term == null ? "dumb" : term)
        + "\nrows="
        + size[0]
        + "\ncolumns="
        + size[1]
        + "\n\n";
  }

  /** Shows what the node sends until it says how it ended. */
  private int follow(Link link) throws IOException {
    for (char kind = link.next(); kind != 0; kind = link.next()) {
      if (kind == 'R') {
        return link.body()[0];
      }
      (kind == 'O' ? out : err).write(link.body());
    }
    err.write("patchbay: the node is gone\n".getBytes(StandardCharsets.UTF_8));
    return NO_NODE;
  }

  private Runnable typing(Link link) {
    return new Runnable() {
      @Override
      public void run() {
        byte[] typed = new byte[BUFFER];
        try {
          for (int n = in.read(typed); n >= 0; n = in.read(typed)) {
            link.send('I', typed, n);
          }
          link.send('E', "");
        } catch (IOException e) {
          return; // The main thread meets the end of the link and says so.
        }
      }
    };
  }

  private static Runnable resized(Link link) {
    return new Runnable() {
      @Override
      public void run() {
        String[] size = Terminal.size();
        try {
          link.send('W', size[1] + " " + size[0]);
        } catch (IOException e) {
          return; // As above.
        }
      }
    };
  }

  private static Thread giveBack(Terminal taken) {
    return new Thread("terminal") {
      @Override
      public void run() {
        try {
          taken.close();
        } catch (IOException e) {
          System.err.println("patchbay: the terminal is left as it is: " + e.getMessage());
        }
      }
    };
  }
}
