package org.patchbay.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.record.Captures;
import org.patchbay.api.record.Recorder;

/** What is written down of the running node. */
@Component(
    service = {Commands.class, RecordCommands.class},
    property = {
      "osgi.command.scope=record",
      "osgi.command.function=start",
      "osgi.command.function=stop",
      "osgi.command.function=show",
      "osgi.command.function=capture"
    })
public final class RecordCommands implements Commands {
  private static final String MAX = "256M";
  private static final String CAPTURED = "100M";
  private static final String START = "record:start [--file NAME] [--max SIZE] [SLOT...]";

  private static final String CAPTURE = "record:capture [--max SIZE] [PEER on|off]";

  private final Parts parts;

  @Activate
  public RecordCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "record";
  }

  @Descriptor("writes down what policies are asked, for patchbay replay")
  public Table<RecordRow> start(
      @Parameter(
              names = {"-f", "--file"},
              absentValue = "")
          @Descriptor("NAME: of the file in recordings/ of the data folder; one of the time")
          String file,
      @Parameter(
              names = {"-m", "--max"},
              absentValue = MAX)
          @Descriptor("SIZE: of all its parts, as 64M or 2G; the oldest quarter goes; 256M")
          String max,
      @Descriptor("[SLOT...]: whose questions; all unless told") String... slots) {
    long bytes = Arguments.size("max", max);
    return refusing(() -> parts.recorder().start(List.of(slots), file, bytes));
  }

  /** What Gogo may take where there are no options, and falls back to when one lacks its value. */
  public Table<RecordRow> start(String... words) {
    return start("", MAX, plain(START, words));
  }

  @Descriptor("ends the recording")
  public Table<RecordRow> stop(String... words) {
    Arguments.expect("record:stop", words);
    return refusing(() -> parts.recorder().stop());
  }

  @Descriptor("shows the recording that runs, or the last one")
  public Table<RecordRow> show(String... words) {
    Arguments.expect("record:show", words);
    return rows(parts.recorder().last().stream());
  }

  @Descriptor("writes the messages of a peer in Bitcoin Core's layout; without a peer lists those")
  public Table<CaptureRow> capture(
      @Parameter(
              names = {"-m", "--max"},
              absentValue = CAPTURED)
          @Descriptor("SIZE: of both its files, after which it ends; 100M")
          String max,
      @Descriptor("[PEER on|off]: a number of peer:list") String... words) {
    long bytes = Arguments.size("max", max);
    if (words.length == 0) {
      return Table.of(
          parts.captures().all().stream().map(CaptureRow::of),
          "nobody is captured; record:capture PEER on begins");
    }
    Arguments.expect("record:capture PEER on|off", words);
    long peer = Arguments.number("peer", words[0], 0, Long.MAX_VALUE);
    boolean on = Arguments.oneOf("capture", words[1], List.of("on", "off")).equals("on");
    try {
      Captures.Capture capture =
          on ? parts.captures().begin(peer, bytes) : parts.captures().end(peer);
      return Table.of(Stream.of(CaptureRow.of(capture)), "");
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Refused(e.getMessage());
    }
  }

  /** What Gogo may take where there are no options, and falls back to when one lacks its value. */
  public Table<CaptureRow> capture(String... words) {
    return capture(CAPTURED, plain(CAPTURE, words));
  }

  private static String[] plain(String usage, String... words) {
    if (Stream.of(words).anyMatch(word -> word.startsWith("-"))) {
      throw new Misused("usage: " + usage);
    }
    return words;
  }

  private Table<RecordRow> rows(Stream<Recorder.Recording> recordings) {
    return Table.of(
        recordings.map(each -> RecordRow.of(each, parts.loop().wallTime())),
        "nothing was recorded; record:start begins");
  }

  /** One recording that begins or ends. */
  private interface Change {
    Recorder.Recording make();
  }

  private Table<RecordRow> refusing(Change change) {
    try {
      return rows(Stream.of(change.make()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Refused(e.getMessage());
    }
  }
}
