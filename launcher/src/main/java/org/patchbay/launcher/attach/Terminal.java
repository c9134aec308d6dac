package org.patchbay.launcher.attach;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/** The person's terminal, by {@code stty}: it passes every byte while a shell is attached. */
final class Terminal implements AutoCloseable {
  private static final File TTY = new File("/dev/tty");

  private final String before;

  private Terminal(String before) {
    this.before = before;
  }

  /** Takes the terminal; it is given back on {@link #close}. */
  static Terminal raw() throws IOException {
    Terminal terminal = new Terminal(stty("-g"));
    stty("raw", "-echo");
    return terminal;
  }

  /** Rows and columns, {@code 24 80} where they are not known. */
  static String[] size() {
    try {
      String[] words = stty("size").split(" ");
      return words.length == 2 ? words : new String[] {"24", "80"};
    } catch (IOException e) {
      return new String[] {"24", "80"};
    }
  }

  /** Calls when the window changes; not at all where the JVM knows no such signal. */
  static void onResize(Runnable changed) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              new InvocationHandler() {
                @Override
                public Object invoke(Object self, Method method, Object[] arguments) {
                  if (method.getName().equals("handle")) {
                    changed.run();
                  }
                  return null;
                }
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), proxy);
    } catch (ReflectiveOperationException e) {
      return; // The size of the beginning stays.
    }
  }

  private static String stty(String... words) throws IOException {
    String[] command = new String[words.length + 1];
    command[0] = "stty";
    System.arraycopy(words, 0, command, 1, words.length);
    Process process = new ProcessBuilder(command).redirectInput(TTY).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("stty " + String.join(" ", words) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    stty(before);
  }
}
