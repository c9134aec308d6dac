package org.patchbay.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects that are written once. */
class RowTest {
  @Test
  void fieldsStayInTheirOrderHoweverManyThereAre() {
    Row row = new Row(1);
    for (String name : List.of("z", "a", "m", "b")) {
      row.add(name, name.length());
    }
    assertEquals(List.of("z", "a", "m", "b"), List.copyOf(row.keySet()));
    assertEquals(Map.of("z", 1, "a", 1, "m", 1, "b", 1), row);
  }

  @Test
  void oneWithoutFieldsIsEmpty() {
    Row row = new Row(0);
    assertEquals(Map.of(), row);
    assertFalse(row.containsKey("a"));
    row.add("a", null);
    assertEquals(1, row.size());
  }
}
