package org.patchbay.record;

import org.patchbay.api.question.Transcript;

/** Tells a transcript what blocks say. Not thread-safe. */
final class RecordingReader {
  private final Transcript to;
  private final Decoder in = new Decoder();
  private final QuestionReader questions = new QuestionReader(in);
  private boolean started;

  RecordingReader(Transcript to) {
    this.to = to;
  }

  /** A part begins. */
  void begin() {
    in.restart();
    questions.restart();
    started = false;
  }

  /**
   * Tells all of one block.
   *
   * @throws IllegalArgumentException with what does not fit
   */
  void read(byte[] block, int length) {
    in.block(block, length);
    while (in.more()) {
      int kind = in.below(Format.LAST + 1, "kind of an entry");
      if (!started && kind != Format.START) {
        throw new IllegalArgumentException("entry " + kind + " before the beginning");
      }
      switch (kind) {
        case Format.START -> start();
        case Format.IN_FORCE -> to.inForce(in.word(), in.word(), in.time());
        case Format.GONE -> {
          long peer = in.number();
          to.gone(peer);
          questions.gone(peer);
        }
        case Format.MISSED -> to.missed(in.number());
        default -> to.asked(questions.read(kind));
      }
    }
  }

  /** Network, version and times are for people who look into the file. */
  private void start() {
    if (started) {
      throw new IllegalArgumentException("a second beginning");
    }
    started = true;
    in.word();
    in.word();
    in.number();
    in.signed();
  }
}
