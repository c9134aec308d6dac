package org.patchbay.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/** The shell of a node in the test's JVM, as somebody at a terminal has it. */
final class NodeShell {
  private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
  private static final int INSPECT = 0;

  private final Object session;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  NodeShell(EmbeddedNode node) {
    try {
      var context = node.context();
      Object processor = context.getService(context.getAllServiceReferences(PROCESSOR, null)[0]);
      session =
          method(
                  processor,
                  "createSession",
                  InputStream.class,
                  OutputStream.class,
                  OutputStream.class)
              .invoke(processor, new ByteArrayInputStream(new byte[0]), printed, printed);
    } catch (Exception e) {
      throw new IllegalStateException("no shell", e);
    }
  }

  private static Method method(Object target, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = target.getClass().getMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /** What a command shows. */
  String screen(String command) {
    try {
      printed.reset();
      Object result = method(session, "execute", CharSequence.class).invoke(session, command);
      Object shown =
          result == null
              ? ""
              : method(session, "format", Object.class, int.class).invoke(session, result, INSPECT);
      return printed.toString(StandardCharsets.UTF_8) + shown;
    } catch (InvocationTargetException e) {
      return command + " failed: " + e.getCause().getMessage();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(command, e);
    }
  }
}
