package org.patchbay.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares an interactive session: the prompt names the product and the node's commands complete.
 *
 * <p>gogo.jline reads completions from its session alone, and fills the session by running a
 * profile script; the end of that script is the moment to add ours.
 */
@Component
public final class SessionStart implements CommandSessionListener {
  private static final Logger LOG = LoggerFactory.getLogger(SessionStart.class);
  private static final String LINE_EDITOR = ".completions";
  private static final String PREPARED = ".patchbay";
  private static final String ARGUMENTS =
      "'patchbay:__complete ($.commandLine wordIndex) ($.commandLine words)'";

  private final Help help;

  @Activate
  public SessionStart(@Reference Help help) {
    this.help = help;
  }

  @Override
  public void beforeExecute(CommandSession session, CharSequence line) {
    if (fresh(session)) {
      session.put(".gosh_quiet", true); // Without the message of the day of Gogo.
    }
  }

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Exception failure) {
    prepare(session);
  }

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Object result) {
    prepare(session);
  }

  private static boolean fresh(CommandSession session) {
    return session.get(LINE_EDITOR) != null && session.get(PREPARED) == null;
  }

  private void prepare(CommandSession session) {
    if (!fresh(session)) {
      return;
    }
    session.put(PREPARED, true);
    session.put("prompt", "patchbay> ");
    session.put("#rprompt", null); // No clock at the right edge.
    session.put("SCOPE", "patchbay:gogo:*");
    try {
      session.execute(script());
    } catch (Exception e) { // Whatever a script may throw: the session works without completion.
      LOG.warn("no completion in this shell: {}", e.toString());
    }
  }

  /** A script that tells the line editor of every command. */
  String script() {
    StringBuilder script = new StringBuilder();
    for (CommandInfo command : help.commands()) {
      String name = command.name().contains(":") ? command.name() : "patchbay:" + command.name();
      script.append("complete -c ").append(name);
      script.append(" -d ").append(quoted(command.does())).append('\n');
      for (CommandInfo.Option option : command.options()) {
        script.append("complete -c ").append(name);
        for (String one : option.names()) {
          script.append(one.startsWith("--") ? " -l " : " -s ").append(one.replaceFirst("^-+", ""));
        }
        script.append(" -d ").append(quoted(option.text())).append('\n');
      }
      if (!command.words().isEmpty() || !command.options().isEmpty()) {
        script.append("complete -c ").append(name).append(" -a ").append(ARGUMENTS).append('\n');
      }
    }
    return script.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace('\'', '’') + "'";
  }
}
