package org.patchbay.shell;

import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** Prints what the commands return. Immutable. */
@Component
public final class Screen implements Converter {
  /** Rows as a table, one record as a page; below the first level a record is one line. */
  @Override
  public CharSequence format(Object target, int level, Converter escape) {
    if (target instanceof Table<?> table) {
      return table.toString();
    } else if (ours(target)) {
      return level == INSPECT ? Sheet.page((Record) target) : Sheet.line((Record) target);
    }
    return target instanceof Quantity ? target.toString() : null;
  }

  /** A row as an argument, of {@code echo} for instance, is its line. */
  @Override
  public Object convert(Class<?> wanted, Object value) {
    boolean text = wanted == String.class || wanted == CharSequence.class;
    return text && ours(value) ? Sheet.line((Record) value) : null;
  }

  private static boolean ours(Object value) {
    return value instanceof Record
        && !(value instanceof Quantity)
        && value.getClass().getPackage() == Screen.class.getPackage();
  }
}
