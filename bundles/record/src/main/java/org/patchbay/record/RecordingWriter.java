package org.patchbay.record;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Transcript;

/**
 * Writes down what is told. Confined to the thread that tells, but for the counts. When the disk
 * refuses, it ends and says why.
 */
final class RecordingWriter implements Transcript {
  /** Bytes after which a block is written. */
  private static final int BLOCK = 1 << 17;

  /** A block that is not full is written after this time. */
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  private final PartFiles files;
  private final Title title;
  private final Consumer<String> over;
  private final Encoder out = new Encoder();
  private final QuestionWriter questions = new QuestionWriter(out);
  private final Map<String, String> inForce = new LinkedHashMap<>();
  private boolean begun;
  private boolean ended;
  private long now;
  private long flushed;

  private volatile long asked;
  private volatile long missed;
  private volatile long bytes;

  /**
   * What a part begins with.
   *
   * @param micros wall-clock time of the beginning, since 1970
   * @param now loop time of the same moment
   */
  record Title(String network, String version, long micros, long now) {}

  /**
   * Nothing is written before something is told.
   *
   * @param over told once why it ended; nothing where all was told
   */
  RecordingWriter(PartFiles files, Title title, Consumer<String> over) {
    this.files = files;
    this.title = title;
    this.over = over;
    this.now = title.now();
    this.flushed = title.now();
  }

  /** Questions written. From any thread. */
  long questions() {
    return asked;
  }

  /** Questions missed. From any thread. */
  long missedQuestions() {
    return missed;
  }

  /** Bytes of all parts. From any thread. */
  long bytes() {
    return bytes;
  }

  /** What may fail for want of room. */
  private interface Step {
    void run() throws IOException;
  }

  private void guarded(Step step) {
    if (ended) {
      return;
    }
    try {
      if (!begun) {
        begun = true;
        begin();
      }
      step.run();
      if (out.size() >= BLOCK) {
        flush();
      }
    } catch (IOException | RuntimeException e) {
      end(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void begin() throws IOException {
    files.next();
    out.restart();
    questions.restart();
    out.number(Format.START);
    out.word(title.network());
    out.word(title.version());
    out.number(title.micros());
    out.signed(title.now());
    inForce.forEach(this::tenant);
  }

  private void tenant(String slot, String policy) {
    out.number(Format.IN_FORCE);
    out.word(slot);
    out.word(policy);
    out.time(now);
  }

  private void flush() throws IOException {
    if (out.size() > 0) {
      files.write(out.bytes(), out.size());
      out.clear();
      bytes = files.bytes();
    }
    flushed = now;
    if (files.full()) {
      begin();
    }
  }

  @Override
  public void inForce(String slot, String policy, long at) {
    now = at;
    guarded(
        () -> {
          inForce.put(slot, policy);
          tenant(slot, policy);
        });
  }

  @Override
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes, others read.
  public void asked(Question<?> question) {
    now = Math.max(now, question.now());
    guarded(
        () -> {
          if (questions.write(question)) {
            asked++;
          }
        });
  }

  @Override
  public void gone(long peer) {
    guarded(
        () -> {
          if (questions.gone(peer)) {
            out.number(Format.GONE);
            out.number(peer);
          }
        });
  }

  @Override
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes, others read.
  public void missed(long count) {
    missed += count;
    guarded(
        () -> {
          out.number(Format.MISSED);
          out.number(count);
        });
  }

  @Override
  public void settled() {
    if (now - flushed >= PATIENCE) {
      guarded(this::flush);
    }
  }

  @Override
  public void ended() {
    guarded(this::flush);
    end("");
  }

  private void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    String why = reason;
    try {
      files.close();
    } catch (IOException e) {
      why = why.isEmpty() ? String.valueOf(e.getMessage()) : why;
    }
    over.accept(why);
  }
}
