package org.patchbay.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads all that is in a jar and, one level deep, in the jars inside of it: each byte, so that a
 * copy under way and a bomb show, and within bounds that hold for all of it together. Used once.
 */
final class JarContents {
  /** Of a jar, and of all that it unpacks to. */
  static final long MAX_BYTES = 64_000_000;

  private static final int MAX_ENTRIES = 10_000;
  private static final int HEAD = 4;

  private final Path scratch;
  private final Set<String> classPath;
  private final Classes classes;
  private long bytes;
  private int entries;

  /** Is shown each class file. */
  interface Classes {
    /** One, with its place in the jar. */
    void look(String entry, byte[] classFile) throws RefusedException;
  }

  /**
   * For one jar.
   *
   * @param scratch folder for copies of jars inside
   * @param classPath entries that are jars, whatever they look like
   */
  JarContents(Path scratch, Set<String> classPath, Classes classes) {
    this.scratch = scratch;
    this.classPath = classPath;
    this.classes = classes;
  }

  /**
   * Reads a jar within the bounds and looks into nothing. Before it was read so, what the JDK says
   * of its manifest and its signatures may cost any amount of memory.
   *
   * @throws IOException when it is not whole
   * @throws RefusedException when it is beyond the bounds or ambiguous
   */
  static void check(Path jar) throws IOException, RefusedException {
    JarContents contents = new JarContents(jar.getParent(), Set.of(), (entry, classFile) -> {});
    try (ZipFile file = new ZipFile(jar.toFile())) {
      contents.read(file, "", true);
    }
  }

  /** Reads a jar and shows its classes. */
  void read(ZipFile jar) throws IOException, RefusedException {
    read(jar, "", false);
  }

  private void read(ZipFile jar, String outer, boolean inside)
      throws IOException, RefusedException {
    Set<String> names = new HashSet<>();
    for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String place = outer + entry.getName();
      if (!names.add(plain(entry.getName()))) {
        throw new RefusedException("two entries " + place);
      }
      try (InputStream raw = jar.getInputStream(entry);
          CheckedInputStream in = new CheckedInputStream(raw, new CRC32())) {
        long size = take(place, in, inside);
        if (entry.getSize() >= 0 && size != entry.getSize()) {
          throw new IOException(
              "%s unpacks to %d bytes, its directory says %d"
                  .formatted(place, size, entry.getSize()));
        }
        if (in.getChecksum().getValue() != entry.getCrc()) {
          throw new IOException("bad checksum of " + place);
        }
      }
    }
  }

  /** The JDK finds files in META-INF whatever their case. */
  private static String plain(String name) {
    boolean meta = name.regionMatches(true, 0, "META-INF/", 0, "META-INF/".length());
    return meta ? name.toUpperCase(Locale.ROOT) : name;
  }

  /**
   * Takes one entry.
   *
   * @param place its name, behind that of the jar it is in
   * @param inside whether jars in it are left alone
   * @return its size in bytes
   */
  long take(String place, InputStream in, boolean inside) throws IOException, RefusedException {
    if (++entries > MAX_ENTRIES) {
      throw new RefusedException("more than " + MAX_ENTRIES + " entries");
    }
    byte[] head = in.readNBytes(HEAD);
    count(place, head.length);
    if (place.endsWith(".class") || ClassFile.begins(head, head.length)) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.write(head);
      copy(place, in, body, ClassFile.MAX_BYTES);
      classes.look(place, body.toByteArray());
      return body.size();
    }
    if (!inside && isJar(place, head)) {
      return head.length + takeJar(place, head, in);
    }
    return head.length + copy(place, in, OutputStream.nullOutputStream(), MAX_BYTES);
  }

  private boolean isJar(String place, byte[] head) {
    boolean zip = head.length == HEAD && head[0] == 'P' && head[1] == 'K' && head[2] == 3;
    return zip || place.endsWith(".jar") || classPath.contains(place) && !place.endsWith("/");
  }

  private long takeJar(String place, byte[] head, InputStream in)
      throws IOException, RefusedException {
    Path copy = Files.createTempFile(scratch, "inner", ".jar");
    try {
      long size;
      try (OutputStream out = Files.newOutputStream(copy)) {
        out.write(head);
        size = copy(place, in, out, MAX_BYTES);
      }
      try (ZipFile jar = new ZipFile(copy.toFile())) {
        read(jar, place + "!/", true);
      }
      return size;
    } finally {
      Files.delete(copy);
    }
  }

  /** Copies the rest of an entry, and says how much that was. */
  private long copy(String place, InputStream in, OutputStream out, long most)
      throws IOException, RefusedException {
    byte[] buffer = new byte[1 << 14];
    long copied = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      count(place, n);
      copied += n;
      if (copied > most) {
        throw new RefusedException(place + " unpacks to more than " + most + " bytes");
      }
      out.write(buffer, 0, n);
    }
    return copied;
  }

  private void count(String place, int more) throws RefusedException {
    bytes += more;
    if (bytes > MAX_BYTES) {
      throw new RefusedException(
          "unpacks to more than " + MAX_BYTES + " bytes, of which " + place + " is the last seen");
    }
  }
}
