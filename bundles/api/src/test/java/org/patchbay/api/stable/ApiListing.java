package org.patchbay.api.stable;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What others may refer to in a package, a line each: types, and behind a {@code #} their fields,
 * constructors and methods. Two listings are the same where a plugin compiled against one runs with
 * the other.
 */
final class ApiListing {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final Set<String> OF_EVERY_ENUM = Set.of("values", "valueOf");

  private ApiListing() {}

  /** The lines of some classes, sorted. */
  static List<String> of(List<Class<?>> classes) {
    Set<String> lines = new TreeSet<>();
    for (Class<?> type : classes) {
      if (open(type)) {
        lines.add(line(type));
        lines.addAll(members(type));
      }
    }
    return List.copyOf(lines);
  }

  private static boolean open(Class<?> type) {
    return seen(type.getModifiers())
        && !type.isSynthetic()
        && (type.getEnclosingClass() == null || open(type.getEnclosingClass()));
  }

  private static boolean seen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1);
  }

  private static String line(Class<?> type) {
    List<String> words = new ArrayList<>();
    words.add(name(type) + variables(type));
    words.add(":");
    if (forConsumers(type)) {
      words.add("consumer");
    }
    boolean plain = !type.isInterface() && !type.isEnum() && !type.isRecord();
    int modifiers = type.getModifiers();
    if (plain && Modifier.isFinal(modifiers)) {
      words.add("final");
    }
    if (plain && Modifier.isAbstract(modifiers)) {
      words.add("abstract");
    }
    words.add(
        type.isInterface()
            ? "interface"
            : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class");
    if (plain && type.getSuperclass() != Object.class) {
      words.add("extends " + text(type.getGenericSuperclass()));
    }
    if (type.getInterfaces().length > 0) {
      words.add("of " + texts(type.getGenericInterfaces()));
    }
    return String.join(" ", words);
  }

  /** Whether plugins implement it: {@code @ConsumerType} is in the class file alone. */
  private static boolean forConsumers(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
          .contains("Lorg/osgi/annotation/versioning/ConsumerType;");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> members(Class<?> type) {
    List<String> lines = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (listed(field)) {
        lines.add(
            name(type)
                + "#"
                + field.getName()
                + ": "
                + text(field.getGenericType())
                + flags(field.getModifiers())
                + constant(field));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (listed(constructor)) {
        lines.add(name(type) + "#new" + variables(constructor) + parameters(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean known =
          OF_EVERY_OBJECT.contains(method.getName())
              || type.isEnum() && OF_EVERY_ENUM.contains(method.getName());
      if (listed(method) && !known) {
        lines.add(
            name(type)
                + "#"
                + method.getName()
                + variables(method)
                + parameters(method)
                + ": "
                + text(method.getGenericReturnType())
                + flags(method.getModifiers())
                + (method.isDefault() ? " default" : ""));
      }
    }
    return lines;
  }

  private static boolean listed(Member member) {
    return seen(member.getModifiers()) && !member.isSynthetic();
  }

  private static String flags(int modifiers) {
    StringBuilder flags = new StringBuilder();
    flags.append(Modifier.isProtected(modifiers) ? " protected" : "");
    flags.append(Modifier.isStatic(modifiers) ? " static" : "");
    flags.append(Modifier.isAbstract(modifiers) ? " abstract" : "");
    flags.append(Modifier.isFinal(modifiers) ? " final" : "");
    return flags.toString();
  }

  /** What compilers copy into those who read it. */
  private static String constant(Field field) {
    boolean copied = field.getType().isPrimitive() || field.getType() == String.class;
    int modifiers = field.getModifiers();
    if (!copied || !Modifier.isStatic(modifiers) || !Modifier.isFinal(modifiers)) {
      return "";
    }
    try {
      field.setAccessible(true);
      return " = " + field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String parameters(Executable of) {
    String thrown = of.getExceptionTypes().length == 0 ? "" : " throws ";
    return "("
        + texts(of.getGenericParameterTypes())
        + ")"
        + (of.isVarArgs() ? "..." : "")
        + thrown
        + texts(of.getGenericExceptionTypes());
  }

  private static String variables(GenericDeclaration of) {
    return of.getTypeParameters().length == 0
        ? ""
        : Arrays.stream(of.getTypeParameters())
            .map(each -> each.getName() + " extends " + texts(each.getBounds()))
            .collect(joining(", ", "<", ">"));
  }

  private static String texts(Type... types) {
    return Arrays.stream(types).map(ApiListing::text).collect(joining(", "));
  }

  private static String text(Type type) {
    return type.getTypeName()
        .replaceAll("org\\.patchbay\\.", "")
        .replaceAll("java\\.(lang|util)\\.([A-Z])", "$2");
  }
}
