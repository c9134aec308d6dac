package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.Socket;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceLintTest {
  private static final String BUNDLE = "com.acme.policy";

  private final ReferenceRules rules = ReferenceRules.shipped();

  /** What a policy is made of: values, streams, lambdas, records, texts, switches. */
  static final class Harmless {
    enum Kind {
      ONE,
      TWO
    }

    record Pair(String left, int[] right) {}

    private final Map<String, Pair> seen = new ConcurrentHashMap<>();

    String use(Kind kind, List<String> names) {
      assert kind != null;
      StringWriter text = new StringWriter();
      Object odd = names;
      for (String name : names.stream().sorted(Comparator.reverseOrder()).toList()) {
        seen.computeIfAbsent(name, n -> new Pair(n, new int[] {kind.ordinal()}));
        text.append(name + seen.size());
      }
      switch (kind) {
        case ONE -> text.append("%d".formatted(IntStream.range(0, 9).sum()));
        default -> text.append(odd.getClass().getSimpleName());
      }
      return text + System.lineSeparator() + System.nanoTime() + Kind.valueOf("ONE");
    }
  }

  static final class Writes {
    File[][] files;

    boolean use() {
      return new File("x").delete();
    }
  }

  static final class Dials {
    Object use() throws IOException {
      return new Socket("127.0.0.1", 1);
    }
  }

  static final class Sleeps {
    void use() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class IsThread extends Thread {}

  static final class Submits {
    void use(ExecutorService service) {
      service.shutdown();
    }
  }

  static final class Exits {
    void use() {
      System.exit(1);
    }
  }

  static final class Runs {
    Object use() throws IOException {
      return new ProcessBuilder("x").start();
    }
  }

  static final class Reflects {
    Object use() throws ReflectiveOperationException {
      return Class.forName("org.acme." + getClass().getName());
    }
  }

  static final class Names {
    Object use() {
      return "java.io.File";
    }
  }

  static final class References {
    Runnable use() {
      return Thread::yield;
    }
  }

  static final class Handles {
    Object use() {
      return java.lang.invoke.MethodHandles.lookup();
    }
  }

  static final class Native {
    native void use();
  }

  static final class Prints {
    void use() throws IOException {
      new java.io.PrintStream("file").close();
      System.out.println("harmless");
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Harmless.class, Harmless.Kind.class, Harmless.Pair.class, NamePattern.class})
  void whatAPolicyNeedsPasses(Class<?> type) throws Exception {
    lint("").look("A.class", bytes(type));
    conclude(type, "");
  }

  @ParameterizedTest
  @CsvSource({
    "Writes, java.io.File",
    "Dials, java.net.Socket",
    "Sleeps, java.lang.Thread",
    "IsThread, java.lang.Thread",
    "Submits, java.util.concurrent.ExecutorService",
    "Exits, java.lang.System#exit",
    "Runs, java.lang.ProcessBuilder",
    "Reflects, java.lang.Class#forName",
    "Names, java.io.File",
    "References, java.lang.Thread",
    "Handles, java.lang.invoke.MethodHandles",
    "Native, #native",
    "Prints, java.io.PrintStream#<init>"
  })
  void whatNoPolicyNeedsIsNamedAndAllowedByThatName(String type, String name) throws Exception {
    Class<?> used = Class.forName(ReferenceLintTest.class.getName() + "$" + type);
    String refusal = assertThrows(RefusedException.class, () -> conclude(used, "")).getMessage();
    assertTrue(refusal.startsWith("a/" + type + ".class uses "), refusal);
    assertTrue(refusal.contains("allow = " + BUNDLE + ":"), refusal);
    assertTrue(refusal.contains(name), refusal);
    assertEquals(1, refusal.lines().count());

    assertThrows(RefusedException.class, () -> conclude(used, "com.acme.other:*"));
    conclude(used, "x:y, " + BUNDLE + ":*");
    conclude(used, "com.acme.*:" + name + ",com.acme.*:java.lang.Process*");
  }

  @Test
  void aNameInATextIsAllowedByItselfAlone() {
    assertThrows(
        RefusedException.class, () -> conclude(Names.class, BUNDLE + ":java.lang.Class#*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.io.File", ":x", "a:", "a b:c", "a:java io", "a:*x", "a*b:c"})
  void anAllowanceThatIsNoneIsNamed(String entry) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> Allowance.parse(entry)).getMessage();
    assertTrue(refusal.startsWith("\"" + entry + "\": allowed: BUNDLE:NAME"), refusal);
  }

  @Test
  void aClassFileCutAnywhereOrWithBytesBehindItIsMalformed() throws IOException {
    byte[] whole = bytes(Harmless.class);
    for (int length = 0; length < whole.length; length++) {
      malformed(Arrays.copyOf(whole, length));
    }
    malformed(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void aHostileConstantPoolIsMalformed() throws IOException {
    malformed(pool(65_535)); // more constants than bytes
    malformed(pool(2, 7, 0, 9)); // a class whose name is beyond the pool
    malformed(pool(2, 99, 0, 0)); // a kind that there is not
    malformed(pool(2, 1, 0, 1, 0xff)); // a text that is none
    malformed(pool(3, 7, 0, 2, 7, 0, 1)); // classes named by each other
  }

  /** Twenty thousand members of one class with a name of 60,000 characters. */
  @Test
  void aLongNameIsKeptOnce() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    int members = 20_000;
    out.writeInt(0xcafebabe);
    out.writeInt(61);
    out.writeShort(3 + 3 * members);
    out.writeByte(1);
    out.writeUTF("a/".repeat(30_000));
    out.writeByte(7);
    out.writeShort(1);
    for (int i = 0; i < members; i++) {
      out.writeByte(1);
      out.writeUTF(Integer.toString(i));
      out.writeByte(12);
      out.writeShort(3 + 3 * i);
      out.writeShort(1);
      out.writeByte(10);
      out.writeShort(2);
      out.writeShort(4 + 3 * i);
    }
    for (int field : new int[] {0, 2, 0, 0, 0, 0, 0}) {
      out.writeShort(field);
    }
    assertEquals(members + 1, ClassFile.references(bytes.toByteArray()).size());
  }

  private static byte[] pool(int count, int... bytes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(0xcafebabe);
    out.writeInt(61);
    out.writeShort(count);
    for (int b : bytes) {
      out.writeByte(b);
    }
    for (int field : new int[] {0, 1, 0, 0, 0, 0, 0}) {
      out.writeShort(field);
    }
    return file.toByteArray();
  }

  private static void malformed(byte[] bytes) {
    String refusal =
        assertThrows(RefusedException.class, () -> ClassFile.references(bytes)).getMessage();
    assertTrue(refusal.startsWith("malformed class file: "), refusal);
  }

  private void conclude(Class<?> type, String allowed) throws Exception {
    ReferenceLint lint = lint(allowed);
    lint.look("a/" + type.getSimpleName() + ".class", bytes(type));
    lint.conclude();
  }

  private ReferenceLint lint(String allowed) {
    return new ReferenceLint(rules, BUNDLE, Allowance.parse(allowed));
  }

  static byte[] bytes(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }
}
