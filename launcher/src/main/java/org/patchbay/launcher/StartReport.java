package org.patchbay.launcher;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
      ServiceReference<?>[] found = context.getServiceReferences(Supplier.class.getName(), FILTER);
      if (found != null) {
        print(context, Collections.max(Arrays.asList(found), Comparator.naturalOrder()), out);
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(BundleContext context, ServiceReference<?> reference, PrintStream out) {
    if (context.getService(reference) instanceof Supplier<?> report) {
      out.println(report.get());
      out.flush();
      context.ungetService(reference);
    }
  }
}
