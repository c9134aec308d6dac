package org.patchbay.deploy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a class file refers to, from its constant pool (Java Virtual Machine Specification, chapter
 * 4): classes, members of classes, and texts that look like the name of a class, since a name is
 * all that reflection needs. A hundred lines of reading serve better here than a library that knows
 * all of the format: it would have to be replaced with each version of Java. Immutable.
 */
final class ClassFile {
  /** Larger ones are refused; a method has 64 KiB of code at most. */
  static final int MAX_BYTES = 2_000_000;

  private static final int MAGIC = 0xcafebabe;
  private static final int NATIVE_FLAG = 0x0100;
  private static final int MODULE_FLAG = 0x8000;
  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{L}_$][\\w$]*([./][\\p{L}_$][\\w$]*){1,20}");
  private static final int LONGEST_NAME = 256;

  private final DataInputStream in;
  private final Set<Reference> references = new LinkedHashSet<>();

  /** By index: the tag of a constant, its text, and the one or two indices that it holds. */
  private int[] tags = {};

  private String[] texts = {};

  /** By index of a text: the class that it names. Made once, for many constants may share one. */
  private String[] classes = {};

  private int[] first = {};
  private int[] second = {};

  private ClassFile(byte[] bytes) {
    in = new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /** Whether a file of these first bytes is a class, whatever it is called. */
  static boolean begins(byte[] bytes, int length) {
    return length >= 4
        && bytes[0] == (byte) 0xca
        && bytes[1] == (byte) 0xfe
        && bytes[2] == (byte) 0xba
        && bytes[3] == (byte) 0xbe;
  }

  /**
   * Reads one.
   *
   * @throws RefusedException saying what is wrong with it
   */
  static Set<Reference> references(byte[] bytes) throws RefusedException {
    ClassFile file = new ClassFile(bytes);
    try {
      file.read();
    } catch (EOFException e) {
      throw new RefusedException("malformed class file: it ends early");
    } catch (UTFDataFormatException e) {
      throw new RefusedException("malformed class file: a text that is no UTF-8");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory", e);
    }
    return Collections.unmodifiableSet(file.references);
  }

  private void read() throws IOException, RefusedException {
    if (in.readInt() != MAGIC) {
      throw malformed("it does not begin as one");
    }
    in.readInt(); // version: how constants are written has not changed with it
    readConstants();
    int flags = in.readUnsignedShort();
    int self = in.readUnsignedShort();
    in.readUnsignedShort();
    if ((flags & MODULE_FLAG) == 0) {
      className(self);
    }
    skip(2L * in.readUnsignedShort()); // interfaces are constants too
    readMembers(false);
    readMembers(true);
    skipAttributes();
    if (in.available() > 0) {
      throw malformed(in.available() + " bytes after its end");
    }
    resolve();
  }

  private void readConstants() throws IOException, RefusedException {
    int count = in.readUnsignedShort();
    // Each takes three bytes at least: nothing is allocated that the file does not fill.
    if (count == 0 || 3L * (count - 1) > in.available()) {
      throw malformed(count + " constants");
    }
    tags = new int[count];
    texts = new String[count];
    classes = new String[count];
    first = new int[count];
    second = new int[count];
    for (int i = 1; i < count; i++) {
      tags[i] = in.readUnsignedByte();
      switch (tags[i]) {
        case Tag.TEXT -> texts[i] = in.readUTF();
        case Tag.INTEGER, Tag.FLOAT -> skip(4);
        case Tag.LONG, Tag.DOUBLE -> {
          skip(8);
          i++; // takes two places
        }
        case Tag.CLASS, Tag.STRING, Tag.METHOD_TYPE, Tag.MODULE, Tag.PACKAGE ->
            first[i] = in.readUnsignedShort();
        case Tag.FIELD,
            Tag.METHOD,
            Tag.INTERFACE_METHOD,
            Tag.NAME_AND_TYPE,
            Tag.DYNAMIC,
            Tag.INVOKE_DYNAMIC -> {
          first[i] = in.readUnsignedShort();
          second[i] = in.readUnsignedShort();
        }
        case Tag.METHOD_HANDLE -> skip(3); // leads to a field or method, which is looked at
        default -> throw malformed("constant " + i + " of kind " + tags[i]);
      }
    }
  }

  private void readMembers(boolean methods) throws IOException, RefusedException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      int flags = in.readUnsignedShort();
      skip(4);
      if (methods && (flags & NATIVE_FLAG) != 0) {
        references.add(Reference.NATIVE);
      }
      skipAttributes();
    }
  }

  private void skipAttributes() throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      skip(2);
      skip(Integer.toUnsignedLong(in.readInt()));
    }
  }

  private void skip(long bytes) throws IOException {
    if (bytes > in.available()) {
      throw new EOFException();
    }
    in.skipNBytes(bytes);
  }

  private void resolve() throws RefusedException {
    BitSet named = new BitSet();
    for (int i = 1; i < tags.length; i++) {
      switch (tags[i]) {
        case Tag.CLASS -> references.add(new Reference(className(i), ""));
        case Tag.FIELD, Tag.METHOD, Tag.INTERFACE_METHOD ->
            references.add(
                new Reference(
                    className(first[i]), text(first[constant(second[i], Tag.NAME_AND_TYPE)])));
        case Tag.STRING -> {
          String text = text(first[i]);
          boolean again = named.get(first[i]);
          named.set(first[i]);
          if (!again && text.length() <= LONGEST_NAME && CLASS_NAME.matcher(text).matches()) {
            references.add(new Reference(text.replace('/', '.'), ""));
          }
        }
        default -> {}
      }
    }
  }

  /** The name of a class; of an array that of its elements. */
  private String className(int index) throws RefusedException {
    int place = first[constant(index, Tag.CLASS)];
    if (classes[constant(place, Tag.TEXT)] == null) {
      String name = texts[place];
      if (name.startsWith("[")) {
        name = name.substring(name.lastIndexOf('[') + 1);
        name = name.startsWith("L") ? name.substring(1).replace(";", "") : name;
      }
      classes[place] = name.replace('/', '.');
    }
    return classes[place];
  }

  private String text(int index) throws RefusedException {
    return texts[constant(index, Tag.TEXT)];
  }

  private int constant(int index, int tag) throws RefusedException {
    if (index >= tags.length || tags[index] != tag) {
      throw malformed("constant " + index + " is not of kind " + tag);
    }
    return index;
  }

  private static RefusedException malformed(String why) {
    return new RefusedException("malformed class file: " + why);
  }

  /** Kinds of constants (section 4.4). */
  private static final class Tag {
    static final int TEXT = 1;
    static final int INTEGER = 3;
    static final int FLOAT = 4;
    static final int LONG = 5;
    static final int DOUBLE = 6;
    static final int CLASS = 7;
    static final int STRING = 8;
    static final int FIELD = 9;
    static final int METHOD = 10;
    static final int INTERFACE_METHOD = 11;
    static final int NAME_AND_TYPE = 12;
    static final int METHOD_HANDLE = 15;
    static final int METHOD_TYPE = 16;
    static final int DYNAMIC = 17;
    static final int INVOKE_DYNAMIC = 18;
    static final int MODULE = 19;
    static final int PACKAGE = 20;

    private Tag() {}
  }
}
