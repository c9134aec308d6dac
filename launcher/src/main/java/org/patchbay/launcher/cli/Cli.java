package org.patchbay.launcher.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The process of {@code patchbay cli}: one call, its result on stdout, an error on stderr. */
public final class Cli {
  private static final int WARMING_UP = -28;
  private static final int UNAUTHORIZED = 401;
  private static final long SECOND = 1_000;

  static final String USAGE =
      """
      Usage: patchbay cli [OPTION...] METHOD [WORD...]
      Calls a node's RPC, as bitcoin-cli does; "patchbay cli help" lists the methods.
        -datadir=DIR        The node's folder, as it was started with; its cookie is read there.
        -conf=FILE          A bitcoin.conf, for the options below; DIR/bitcoin.conf where it is there.
        -chain=NETWORK      main, test, testnet4, signet or regtest; also -testnet, -testnet4,
                            -signet, -regtest.
        -named              Words are NAME=VALUE.
        -stdin              More words from stdin, one a line.
        -rpcconnect=HOST    127.0.0.1 unless given; HOST:PORT too.
        -rpcport=PORT       8332, 18332, 48332, 38332 or 18443 unless given, by the network.
        -rpccookiefile=FILE Beneath the network's folder unless absolute.
        -rpcuser=USER -rpcpassword=WORD   In place of the cookie; -stdinrpcpass reads the password.
        -rpcwait            Waits for the node to answer, at most -rpcwaittimeout=SECONDS.
        -rpcclienttimeout=SECONDS         900 unless given; 0 for ever.
        -rpcwallet=NAME     Calls /wallet/NAME.
      Exit codes: 0 done, 1 no answer or asked wrongly, else the error's code without its sign.
      """;

  private final CliOptions options;
  private final Path home;

  private Cli(CliOptions options, Path home) {
    this.options = options;
    this.home = home;
  }

  /** Calls and exits. */
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
    Path home = Path.of(System.getProperty("patchbay.home", "."));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int code = run(words, home, in, out, err);
    out.flush();
    err.flush();
    Runtime.getRuntime().exit(code);
  }

  /** Does one call; answers the exit code. */
  static int run(String[] words, Path home, BufferedReader in, PrintStream out, PrintStream err) {
    CliOptions options;
    try {
      options = CliOptions.parse(words);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 1;
    }
    try {
      if (options.has("help") || options.has("h") || options.has("?")) {
        out.print(USAGE);
        return 0;
      }
      ConfOptions.learn(options, home);
      return new Cli(options, home).call(in, out, err);
    } catch (IllegalArgumentException | IOException e) {
      err.println("error: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int call(BufferedReader in, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    if (options.flag("stdinrpcpass")) {
      String password = in.readLine();
      if (password == null) {
        throw new IllegalArgumentException(
            "-stdinrpcpass specified but failed to read from standard input");
      }
      options.force("rpcpassword", password);
    }
    List<String> words = options.words();
    if (options.flag("stdin")) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        words.add(line);
      }
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("too few parameters (need at least command)");
    }
    Map<?, ?> reply = answered(words.get(0), words.subList(1, words.size()));
    Object error = reply.get("error");
    if (error != null) {
      return explained(error, err);
    }
    Object result = reply.get("result");
    if (result != null && !"".equals(result)) {
      out.println(result instanceof String text ? text : Json.indented(result));
    }
    return 0;
  }

  private static int explained(Object error, PrintStream err) {
    if (!(error instanceof Map<?, ?> map)) {
      err.println("error: " + Json.compact(error));
      return 1;
    }
    Object code = map.get("code");
    if (code != null) {
      err.println("error code: " + code);
    }
    if (map.get("message") instanceof String message) {
      err.println("error message:\n" + message);
    }
    return code == null ? 1 : Math.abs(code(map));
  }

  private static int code(Map<?, ?> error) {
    String code = String.valueOf(error.get("code"));
    return code.matches("-?\\d{1,9}") ? Integer.parseInt(code) : 1;
  }

  /** With {@code -rpcwait}, asks each second until the node answers and is no longer starting. */
  private Map<?, ?> answered(String method, List<String> words)
      throws IOException, InterruptedException {
    long limit = options.number("rpcwaittimeout", 0);
    for (long waited = 0; ; waited++) {
      boolean patient = options.flag("rpcwait") && (limit <= 0 || waited < limit);
      try {
        Map<?, ?> reply = asked(method, words);
        boolean warming =
            reply.get("error") instanceof Map<?, ?> error && code(error) == WARMING_UP;
        if (!patient || !warming) {
          return reply;
        }
      } catch (ConnectException e) {
        if (!patient) {
          throw e;
        }
      }
      Thread.sleep(SECOND);
    }
  }

  private Map<?, ?> asked(String method, List<String> words) throws IOException {
    Target target = Target.of(options, home);
    // Methods of Patchbay's own have a dot in their names, and the node knows what they take.
    boolean own = method.indexOf('.') > 0 && !words.isEmpty();
    Parameters parameters = own ? described(target, method) : Parameters.of(method);
    Object params = options.flag("named") ? parameters.named(words) : parameters.positional(words);
    return posted(target, method, params);
  }

  private Parameters described(Target target, String method) throws IOException {
    Object document = posted(target, "rpc.discover", List.of()).get("result");
    if (document instanceof Map<?, ?> map && map.get("methods") instanceof List<?> methods) {
      for (Object each : methods) {
        if (each instanceof Map<?, ?> entry && method.equals(entry.get("name"))) {
          return Parameters.described((List<?>) entry.get("params"));
        }
      }
    }
    return Parameters.of(method);
  }

  private Map<?, ?> posted(Target target, String method, Object params) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", method);
    request.put("params", params);
    request.put("id", "1");
    String path =
        options.has("rpcwallet") ? "/wallet/" + encoded(options.text("rpcwallet", "")) : "/";
    String body = Json.compact(request) + "\n";
    try {
      Http.Response response = sent(target, path, body);
      // Of a node that has just started the cookie may be newer than what was read before.
      Target now = response.status() == UNAUTHORIZED ? Target.of(options, home) : target;
      return read(now, now.equals(target) ? response : sent(now, path, body));
    } catch (IOException e) {
      throw new ConnectException(
          "Error while attempting to communicate with server %s:%d (%s)\n\n"
                  .formatted(target.host(), target.port(), e.getMessage())
              + "Make sure that a node of %s runs and that this is its RPC port.\n"
                  .formatted(options.network())
              + Target.hint(options, home)
              + "Use \"patchbay cli -help\" for more info.");
    }
  }

  private Http.Response sent(Target target, String path, String body) throws IOException {
    long millis = options.number("rpcclienttimeout", 900) * SECOND;
    return Http.post(
        target.host(),
        target.port(),
        path,
        target.credentials(),
        body,
        (int) Math.max(0, Math.min(millis, Integer.MAX_VALUE)));
  }

  private Map<?, ?> read(Target target, Http.Response response) {
    int status = response.status();
    if (status == UNAUTHORIZED) {
      String hint = Target.hint(options, home);
      throw new IllegalArgumentException(
          "Authorization failed: " + target.doubt() + (hint.isEmpty() ? "" : "\n" + hint.strip()));
    } else if (status == 503) {
      throw new IllegalArgumentException("Server response: " + response.body());
    } else if (status >= 400 && status != 400 && status != 404 && status != 500) {
      throw new IllegalArgumentException("server returned HTTP error " + status);
    } else if (response.body().isEmpty()) {
      throw new IllegalArgumentException("no response from server");
    }
    try {
      if (Json.parse(response.body()) instanceof Map<?, ?> reply && !reply.isEmpty()) {
        return reply;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("couldn't parse reply from server", e);
    }
    throw new IllegalArgumentException("expected reply to have result, error and id properties");
  }

  private static String encoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      if (letter < 0x80 && (Character.isLetterOrDigit(letter) || "-_.~".indexOf(letter) >= 0)) {
        encoded.append(letter);
      } else {
        encoded.append(String.format("%%%02x", (int) letter));
      }
    }
    return encoded.toString();
  }
}
