package org.patchbay.shell.attach;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gogo's own commands, as {@code grep}, in a node that has no terminal of its own: there
 * gogo.jline, which would offer them, is not started, because it would read stdin.
 */
@Component(
    service = {},
    immediate = true)
public final class LineTools {
  private static final String[] POSIX = {
    "cat", "echo", "grep", "sort", "sleep", "less", "watch", "head", "tail", "clear", "wc", "date"
  };
  private static final String[] BUILTIN = {
    "format",
    "getopt",
    "set",
    "tac",
    "type",
    "jobs",
    "fg",
    "bg",
    "keymap",
    "setopt",
    "unsetopt",
    "complete",
    "history",
    "widget",
    "__files",
    "__directories",
    "__usage_completion"
  };
  private static final String[] PROCEDURAL = {
    "each", "if", "not", "throw", "try", "until", "while", "break", "continue"
  };

  private final List<ServiceRegistration<?>> offered = new ArrayList<>();

  /** Offers them unless the node has its own terminal. */
  @Activate
  public LineTools(BundleContext context, @Reference CommandProcessor processor) {
    if (!"stdin".equals(context.getProperty("patchbay.terminal"))) {
      BundleContext all = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
      offered.add(context.registerService(Converter.class, new Converters(all), null));
      tools(processor).forEach(each -> offer(context, each));
    }
  }

  /** Commands and their names. */
  record Tools(Object commands, String... functions) {}

  static List<Tools> tools(CommandProcessor processor) {
    return List.of(
        new Tools(new Posix(processor), POSIX),
        new Tools(new Builtin(), BUILTIN),
        new Tools(new Procedural(), PROCEDURAL));
  }

  private void offer(BundleContext context, Tools tools) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
    properties.put(CommandProcessor.COMMAND_FUNCTION, tools.functions());
    offered.add(context.registerService(Object.class.getName(), tools.commands(), properties));
  }

  /** Takes them back. */
  @Deactivate
  public void stop() {
    offered.forEach(ServiceRegistration::unregister);
  }
}
