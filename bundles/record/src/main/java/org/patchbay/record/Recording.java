package org.patchbay.record;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.question.Transcript;

/** What was recorded, to be read again and again. Immutable. */
public final class Recording {
  private static final String SAMPLE = "sample.pbr";

  private final List<Part> parts;

  private record Part(String name, Source source) {}

  private interface Source {
    InputStream open() throws IOException;
  }

  private Recording(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * That of a file, with the parts of it that were set aside and are beside it.
   *
   * @throws RecordingException when there is no such file
   */
  public static Recording of(Path file) throws RecordingException {
    if (!Files.isRegularFile(file)) {
      throw new RecordingException(file.toString(), 0, "there is no such file");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = PartFiles.PARTS - 1; i >= 0; i--) {
      Path part = PartFiles.part(file, i);
      if (Files.isRegularFile(part)) {
        parts.add(new Part(part.toString(), () -> Files.newInputStream(part)));
      }
    }
    return new Recording(parts);
  }

  /** That of the bytes of one part. */
  public static Recording of(byte[] bytes) {
    return new Recording(List.of(new Part("bytes", () -> new ByteArrayInputStream(bytes))));
  }

  /** A short one that comes with the program, for tests of policies: see the package. */
  public static Recording sample() {
    try (InputStream in = Recording.class.getResourceAsStream(SAMPLE)) {
      byte[] bytes = in.readAllBytes();
      return new Recording(List.of(new Part(SAMPLE, () -> new ByteArrayInputStream(bytes))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the file of a part ended inside a block: the node was killed there. */
  public record Ending(boolean cut) {}

  /**
   * Tells all of it. Views are of the moment of the call.
   *
   * @throws RecordingException naming file, place and reason where it cannot be read; what was read
   *     before was told
   */
  public Ending read(Transcript to) throws IOException {
    boolean cut = false;
    RecordingReader reader = new RecordingReader(to);
    for (Part part : parts) {
      try (BlockReader blocks =
          new BlockReader(new BufferedInputStream(part.source().open()), part.name())) {
        reader.begin();
        while (blocks.next()) {
          try {
            reader.read(blocks.block(), blocks.length());
          } catch (IllegalArgumentException e) {
            throw new RecordingException(part.name(), blocks.at(), e);
          }
          to.settled();
        }
        cut = blocks.cut();
      }
    }
    to.ended();
    return new Ending(cut);
  }
}
