package org.patchbay.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * What SIGHUP does in place of ending the process: logrotate and its like send it when they have
 * moved a log away. The JDK has no supported way to handle signals; its module {@code
 * jdk.unsupported} is reached by reflection, since mere mention of it is a warning.
 */
final class Hangup {
  private Hangup() {}

  /** Runs a task, on a thread of the JDK's, at each SIGHUP. */
  static void run(Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  task.run();
                  yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "SIGHUP";
              };
      Object mine =
          Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[] {handler}, call);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), mine);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Windows has none, and -Xrs keeps it from us: it ends the process as before.
      LoggerFactory.getLogger(Hangup.class)
          .info("SIGHUP does not reopen the log: {}", e.toString());
    }
  }
}
