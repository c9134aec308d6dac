package org.patchbay.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;

class LoggingMethodsTest {
  private final Map<String, Boolean> debug = new HashMap<>();
  private final LoggingMethods logging = new LoggingMethods();
  private final RpcMethod method = logging.methods().get(0);

  LoggingMethodsTest() {
    logging.loggers =
        (logger, wanted) -> {
          if (wanted != null) {
            debug.put(logger, wanted);
          }
          return debug.getOrDefault(logger, false);
        };
  }

  @Test
  void whatIsIncludedAndThenExcludedIsOff() {
    assertEquals(true, call(List.of("all"), List.of("net")).get("tor"));
    assertEquals(false, debug.get("org.patchbay.transport"));
    assertEquals(true, call().get("validation"));
  }

  @Test
  void anUnknownCategoryChangesNothing() {
    RpcException error = assertThrows(RpcException.class, () -> call(List.of("tor", "walletdb")));
    assertEquals("unknown logging category walletdb", error.getMessage());
    assertEquals(Map.of(), debug);
  }

  private Map<?, ?> call(Object... parameters) {
    return (Map<?, ?>)
        method
            .handler()
            .answer(method.call("user", List.of(parameters)))
            .toCompletableFuture()
            .join();
  }
}
