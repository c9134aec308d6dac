package org.patchbay.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.patchbay.api.log.NodeLog;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;

class LoggingMethodsTest {
  private final FakeLog log = new FakeLog();
  private final LoggingMethods logging = new LoggingMethods();
  private final RpcMethod method = logging.methods().get(0);

  LoggingMethodsTest() {
    logging.log = log;
  }

  @Test
  void whatIsIncludedAndThenExcludedIsOff() {
    assertEquals(Map.of("net", false, "tor", true), call(List.of("net", "tor"), List.of("net")));
    assertEquals(Map.of("net", false, "tor", true), call());
  }

  @Test
  void anUnknownCategoryIsRefusedByItsName() {
    RpcException error = assertThrows(RpcException.class, () -> call(List.of("tor", "walletdb")));
    assertEquals("unknown logging category walletdb", error.getMessage());
    assertEquals(RpcCode.INVALID_PARAMETER, error.code());
    assertEquals(
        "unknown logging category 1",
        assertThrows(RpcException.class, () -> call(List.of(1))).getMessage());
  }

  @Test
  void aNodeWithoutThatBundleSaysSo() {
    logging.log = null;
    assertEquals(
        "The log cannot be switched: bundle org.patchbay.logs is not there",
        assertThrows(RpcException.class, this::call).getMessage());
  }

  private Map<?, ?> call(Object... parameters) {
    return (Map<?, ?>)
        method
            .handler()
            .answer(method.call("user", List.of(parameters)))
            .toCompletableFuture()
            .join();
  }

  /** A log of two categories. */
  private static final class FakeLog implements NodeLog {
    private final Map<String, Boolean> states = new TreeMap<>(Map.of("net", false, "tor", false));

    @Override
    public List<Category> categories() {
      return states.entrySet().stream()
          .map(each -> new Category(each.getKey(), true, each.getValue(), List.of()))
          .toList();
    }

    @Override
    public void detail(String category, boolean on) {
      if (!states.containsKey(category)) {
        throw new IllegalArgumentException("unknown logging category " + category);
      }
      states.put(category, on);
    }

    @Override
    public List<Long> peers() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void follow(long peer, boolean on) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Status status() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void rotate() {
      throw new UnsupportedOperationException();
    }
  }
}
