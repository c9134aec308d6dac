package org.patchbay.launcher;

import java.io.PrintStream;
import java.util.Collection;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The screen that says what runs. Its text comes from a service that a bundle registers as a plain
 * {@link Supplier}: the launcher knows no type of any bundle.
 */
final class StartReport {
  private static final String FILTER = "(patchbay.report=start)";

  private StartReport() {}

  static void print(BundleContext context, PrintStream out) {
    try {
      @SuppressWarnings("rawtypes")
      Collection<ServiceReference<Supplier>> found =
          context.getServiceReferences(Supplier.class, FILTER);
      for (ServiceReference<?> reference : found) {
        if (context.getService(reference) instanceof Supplier<?> report) {
          out.println(report.get());
          out.flush();
          context.ungetService(reference);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
