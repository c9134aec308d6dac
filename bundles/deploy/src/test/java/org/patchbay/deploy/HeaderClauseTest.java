package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderClauseTest {
  @Test
  void keepsCommasAndSemicolonsInsideQuotes() {
    List<HeaderClause> clauses =
        HeaderClause.parse(
            "a.b;c.d;version=\"[1.0,2)\";uses:=\"x;y,z\", e.f ;resolution:=optional");
    assertEquals(2, clauses.size());
    assertEquals(List.of("a.b", "c.d"), clauses.get(0).paths());
    assertEquals("[1.0,2)", clauses.get(0).version());
    assertEquals(List.of("e.f"), clauses.get(1).paths());
    assertEquals("", clauses.get(1).version());
    assertTrue(clauses.get(1).optional());
  }

  @Test
  void anAbsentHeaderHasNoClauses() {
    assertEquals(List.of(), HeaderClause.parse(null));
    assertEquals(List.of(), HeaderClause.parse(""));
  }
}
