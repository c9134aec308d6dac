package org.patchbay.it;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls a node by RPC, as whoever can read its cookie. */
final class RpcCaller {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI at;
  private final String pair;

  RpcCaller(int port, Path cookie) throws IOException {
    at = URI.create("http://127.0.0.1:" + port + "/");
    pair = Files.readString(cookie);
  }

  String user() {
    return pair.substring(0, pair.indexOf(':'));
  }

  String password() {
    return pair.substring(pair.indexOf(':') + 1);
  }

  /** The result of a call; an error fails the test. */
  Object call(String method, Object... parameters) {
    Map<?, ?> reply = reply(method, parameters);
    if (reply.get("error") != null) {
      throw new AssertionError(method + ": " + reply.get("error"));
    }
    return reply.get("result");
  }

  /** The code of the error of a call. */
  int refusal(String method, Object... parameters) {
    Map<?, ?> reply = reply(method, parameters);
    if (!(reply.get("error") instanceof Map<?, ?> error)) {
      throw new AssertionError(method + " answered " + reply.get("result"));
    }
    return ((Number) error.get("code")).intValue();
  }

  private Map<?, ?> reply(String method, Object... parameters) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("method", method);
    call.put("params", List.of(parameters));
    call.put("id", 1);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(at)
              .header(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
              .POST(HttpRequest.BodyPublishers.ofString(JSON.std.asString(call)))
              .build();
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JSON.std.mapFrom(body);
    } catch (IOException e) {
      throw new AssertionError(method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method, e);
    }
  }
}
