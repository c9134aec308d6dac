package org.patchbay.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The way out. Gogo's own {@code exit} is that of Java, which wants a number. */
@Component(
    service = Commands.class,
    property = {
      "osgi.command.scope=patchbay",
      "osgi.command.function=exit",
      "osgi.command.function=quit",
      "osgi.command.function=stop"
    })
public final class LeaveCommands implements Commands {
  private final Runnable stop;

  @Activate
  public LeaveCommands(BundleContext context) {
    this(() -> stop(context));
  }

  LeaveCommands(Runnable stop) {
    this.stop = stop;
  }

  @Override
  public String scope() {
    return "patchbay";
  }

  @Descriptor("stops the node, as the end of the shell's input does; attached, leaves it running")
  public void exit(CommandSession session, String... words) {
    Arguments.expect("exit", words);
    leave(session);
  }

  @Descriptor("does what exit does")
  public void quit(CommandSession session, String... words) {
    Arguments.expect("quit", words);
    leave(session);
  }

  @Descriptor("stops the node, also from an attached shell")
  public void stop(CommandSession session, String... words) {
    Arguments.expect("stop", words);
    Guest guest = Guest.of(session);
    if (guest == null) {
      stop.run();
    } else {
      guest.afterwards(stop);
      guest.leave();
    }
  }

  private void leave(CommandSession session) {
    Guest guest = Guest.of(session);
    if (guest == null) {
      stop.run();
    } else {
      guest.leave();
    }
  }

  /** The framework stops on a thread of its own; the call returns at once. */
  private static void stop(BundleContext context) {
    try {
      context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
    } catch (BundleException e) {
      throw new Refused("the node cannot be stopped: " + e.getMessage());
    }
  }
}
