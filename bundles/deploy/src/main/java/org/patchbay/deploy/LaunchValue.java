package org.patchbay.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A value that the launcher passed as a framework property: {@code patchbay.default/PID/KEY} from a
 * feature, {@code patchbay.override/PID/KEY} from an option, {@code patchbay.set/N} with the text
 * {@code PID.KEY=VALUE} from {@code --set}; {@code patchbay.conf/PID/KEY} from a bitcoin.conf.
 * Beside it {@code patchbay.source/PID/KEY} may say where that stood. Immutable.
 *
 * @param source how to name it to an operator
 * @param place where it stood; empty when nothing more is known
 */
record LaunchValue(Layer layer, String pid, String key, String value, String source, String place) {
  private static final String DEFAULT = "patchbay.default/";
  private static final String OVERRIDE = "patchbay.override/";
  private static final String CONF = "patchbay.conf/";
  private static final String SOURCE = "patchbay.source/";
  private static final String SET = "patchbay.set/";

  static List<LaunchValue> of(Map<String, String> properties, List<String> pids)
      throws RefusedException {
    List<LaunchValue> values = new ArrayList<>();
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String name = property.getKey();
      if (name.startsWith(DEFAULT)) {
        values.add(named(Layer.FEATURE, name.substring(DEFAULT.length()), property, ""));
      } else if (name.startsWith(CONF)) {
        String key = name.substring(CONF.length());
        values.add(named(Layer.CONF, key, property, properties.getOrDefault(SOURCE + key, "")));
      } else if (name.startsWith(OVERRIDE)) {
        String key = name.substring(OVERRIDE.length());
        String place = properties.getOrDefault(SOURCE + key, "");
        values.add(named(Layer.COMMAND_LINE, key, property, place));
      } else if (name.startsWith(SET)) {
        values.add(set(property.getValue(), pids));
      }
    }
    return values;
  }

  private static LaunchValue named(
      Layer layer, String rest, Map.Entry<String, String> property, String place)
      throws RefusedException {
    int slash = rest.indexOf('/');
    if (slash <= 0 || slash == rest.length() - 1) {
      throw new RefusedException("framework property " + property.getKey() + ": no PID/KEY");
    }
    String usual = layer == Layer.FEATURE ? "feature default" : "option";
    return new LaunchValue(
        layer,
        rest.substring(0, slash),
        rest.substring(slash + 1),
        property.getValue(),
        place.isEmpty() ? usual : place,
        place);
  }

  /** PIDs and keys both have dots: the longest known PID that fits is meant. */
  private static LaunchValue set(String text, List<String> pids) throws RefusedException {
    int equals = text.indexOf('=');
    String left = equals < 0 ? text : text.substring(0, equals);
    String pid =
        pids.stream()
            .filter(known -> left.startsWith(known + "."))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow(
                () ->
                    new RefusedException(
                        "--set \"%s\": no such component; there are %s"
                            .formatted(text, String.join(", ", pids))));
    if (equals < 0) {
      throw new RefusedException("--set \"" + text + "\": allowed: PID.KEY=VALUE");
    }
    return new LaunchValue(
        Layer.COMMAND_LINE,
        pid,
        left.substring(pid.length() + 1),
        text.substring(equals + 1),
        "--set",
        "");
  }
}
