package org.patchbay.logs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What can be configured of the log. */
@ObjectClassDefinition(name = "Logs", description = "What the log says, how, and where it goes")
@interface LogsConfig {
  /** What is detailed. */
  @AttributeDefinition(
      required = false,
      description =
          "Categories that are written in detail from the start; log:list has them, all for all.",
      options = {
        @Option(label = "all", value = "all"),
        @Option(label = "addrman", value = "addrman"),
        @Option(label = "bans", value = "bans"),
        @Option(label = "cmpctblock", value = "cmpctblock"),
        @Option(label = "config", value = "config"),
        @Option(label = "health", value = "health"),
        @Option(label = "i2p", value = "i2p"),
        @Option(label = "lab", value = "lab"),
        @Option(label = "mempool", value = "mempool"),
        @Option(label = "mempoolrej", value = "mempoolrej"),
        @Option(label = "metrics", value = "metrics"),
        @Option(label = "net", value = "net"),
        @Option(label = "policies", value = "policies"),
        @Option(label = "rpc", value = "rpc"),
        @Option(label = "shell", value = "shell"),
        @Option(label = "tor", value = "tor"),
        @Option(label = "txpackages", value = "txpackages"),
        @Option(label = "validation", value = "validation")
      })
  String[] categories() default {};

  /** What is not. */
  @AttributeDefinition(
      required = false,
      description = "Categories that are not, where categories says all.",
      options = {
        @Option(label = "all", value = "all"),
        @Option(label = "addrman", value = "addrman"),
        @Option(label = "bans", value = "bans"),
        @Option(label = "cmpctblock", value = "cmpctblock"),
        @Option(label = "config", value = "config"),
        @Option(label = "health", value = "health"),
        @Option(label = "i2p", value = "i2p"),
        @Option(label = "lab", value = "lab"),
        @Option(label = "mempool", value = "mempool"),
        @Option(label = "mempoolrej", value = "mempoolrej"),
        @Option(label = "metrics", value = "metrics"),
        @Option(label = "net", value = "net"),
        @Option(label = "policies", value = "policies"),
        @Option(label = "rpc", value = "rpc"),
        @Option(label = "shell", value = "shell"),
        @Option(label = "tor", value = "tor"),
        @Option(label = "txpackages", value = "txpackages"),
        @Option(label = "validation", value = "validation")
      })
  String[] exclude() default {};

  /** Addresses. */
  @AttributeDefinition(description = "Whether the log names the addresses of peers.")
  boolean addresses() default false;

  /** Where. */
  @AttributeDefinition(
      required = false,
      description =
          "The file, beneath the node's folder unless absolute; empty for none. SIGHUP opens it anew,"
              + " for logrotate, where the node has no shell of its own.")
  String file() default "log/patchbay.log";

  /** Rotation. */
  @AttributeDefinition(
      name = "file.megabytes",
      min = "1",
      max = "100000",
      description = "Megabytes after which the file is set aside, as FILE.1.")
  int file_megabytes() default 10;

  /** Rotation. */
  @AttributeDefinition(
      name = "file.keep",
      min = "0",
      max = "1000",
      description = "Files that were set aside to keep.")
  int file_keep() default 4;

  /** How. */
  @AttributeDefinition(
      description = "text, or json for one object a line.",
      options = {@Option(label = "text", value = "text"), @Option(label = "json", value = "json")})
  String format() default "text";

  /** When. */
  @AttributeDefinition(
      description = "Times in UTC to the millisecond, to the microsecond, or none.",
      options = {
        @Option(label = "millis", value = "millis"),
        @Option(label = "micros", value = "micros"),
        @Option(label = "none", value = "none")
      })
  String times() default "millis";

  /** The terminal. */
  @AttributeDefinition(
      description = "What is shown too: warnings on stderr, all on stdout, or none.",
      options = {
        @Option(label = "warnings", value = "warnings"),
        @Option(label = "all", value = "all"),
        @Option(label = "none", value = "none")
      })
  String screen() default "warnings";

  /** What repeats. */
  @AttributeDefinition(
      name = "repeat.lines",
      min = "0",
      max = "1000000",
      description =
          "Lines of one kind within repeat.seconds; what comes beyond is counted, and one line says"
              + " how many. Lines in detail are not held back. 0 for no limit.")
  int repeat_lines() default 60;

  /** What repeats. */
  @AttributeDefinition(
      name = "repeat.seconds",
      min = "1",
      max = "86400",
      description = "Seconds from the first of them after which it begins anew.")
  int repeat_seconds() default 60;
}
