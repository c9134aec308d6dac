package org.patchbay.api.disk;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A folder that notes, in order, what is done to it, and fails at one step if told to. */
final class WitnessedDisk extends FileSystemProvider {
  private final Path folder;
  private final FileSystem files = new Door();
  private final List<String> steps = new ArrayList<>();
  private final List<String> permissions = new ArrayList<>();
  private String failing = "";

  WitnessedDisk(Path folder) {
    this.folder = folder;
  }

  /** What was done: a verb and the names of the files, "folder" for the folder. */
  List<String> steps() {
    return steps;
  }

  /** The permissions of each file at the moment of each write. */
  List<String> permissionsWhenWritten() {
    return permissions;
  }

  /** Has a step fail the next time. */
  void failAt(String step) {
    failing = step;
  }

  void step(String verb, Path... paths) throws IOException {
    StringBuilder step = new StringBuilder(verb);
    for (Path path : paths) {
      step.append(' ').append(path.equals(folder) ? "folder" : path.getFileName());
    }
    steps.add(step.toString());
    if (failing.contentEquals(step)) {
      failing = "";
      throw new IOException("Input/output error at " + step);
    }
    if (verb.equals("write")) {
      permissions.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(paths[0])));
    }
  }

  /** A path as one of this disk. */
  Path path(Path real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("getFileSystem")) {
            return files;
          }
          try {
            Object answer = method.invoke(real, arguments);
            return answer instanceof Path path ? path(path) : answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Path)
        Proxy.newProxyInstance(Path.class.getClassLoader(), new Class<?>[] {Path.class}, handler);
  }

  private static Path real(Path path) {
    return Path.of(path.toString());
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = real(path);
    step("open", real);
    return new WitnessedFile(FileChannel.open(real, options, attributes), this, real);
  }

  @Override
  public void delete(Path path) throws IOException {
    step("delete", real(path));
    Files.delete(real(path));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    step("move", real(from), real(to));
    Files.move(real(from), real(to), options);
  }

  @Override
  public String getScheme() {
    return "witnessed";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isHidden(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  /** What leads from a path to the disk. */
  private final class Door extends FileSystem {
    @Override
    public FileSystemProvider provider() {
      return WitnessedDisk.this;
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public String getSeparator() {
      return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(String first, String... more) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PathMatcher getPathMatcher(String syntax) {
      throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
      throw new UnsupportedOperationException();
    }
  }
}
