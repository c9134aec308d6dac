package org.patchbay.shell.attach;

import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers requests by the shell's commands. */
@Component(service = Conversations.class)
public final class Conversations {
  private final BundleContext context;
  private final CommandProcessor processor;

  /** Commands are run by Gogo; the context is for its own. */
  @Activate
  public Conversations(BundleContext context, @Reference CommandProcessor processor) {
    this.context = context;
    this.processor = processor;
  }

  Conversation begin(Request request, Line line) {
    return request.interactive()
        ? new TerminalTalk(request, line, processor, context::getProperty)
        : new CommandRun(request, line, processor);
  }
}
