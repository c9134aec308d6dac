package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;

class TableTest {
  record Fruit(long id, String name, Quantity.Bytes bytesIn, double score) {}

  record Basket(String owner, Optional<String> gift, List<String> notes, Table<Fruit> fruit) {}

  private static final Fruit APPLE = new Fruit(7, "apple", new Quantity.Bytes(1_200), 0.5);
  private static final Fruit FIG = new Fruit(12, "", new Quantity.Bytes(-1), Double.NaN);

  private final Screen screen = new Screen();

  @Test
  void columnsAlignNumbersRightWordsLeftAndNothingTrails() {
    assertEquals(
        """
        ID  NAME   BYTES IN  SCORE
         7  apple   1.20 kB   0.50
        12  -             -      -""",
        table(APPLE, FIG).toString());
  }

  @Test
  void anEmptyTableSaysSo() {
    assertEquals("no fruit", table().toString());
    assertEquals("no fruit\nmore", table().with(List.of("more")).toString());
  }

  @Test
  void rowsCanBeWalkedOver() {
    List<Fruit> walked = new ArrayList<>();
    table(APPLE, FIG).forEach(walked::add);
    assertEquals(List.of(APPLE, FIG), walked);
  }

  @Test
  void theScreenShowsATableAPageOrALine() {
    Basket basket = new Basket("ann", Optional.empty(), List.of("a", "b"), table(APPLE));
    assertEquals(
        """
        owner  ann
        gift   -
        notes  a
               b

        ID  NAME   BYTES IN  SCORE
         7  apple   1.20 kB   0.50""",
        screen.format(basket, Converter.INSPECT, screen));
    assertEquals(
        "owner=ann  gift=-  notes=a, b", screen.format(basket, Converter.LINE, screen).toString());
    assertEquals("1.20 kB", screen.format(APPLE.bytesIn(), Converter.LINE, screen).toString());
    assertEquals(
        "id=7  name=apple  bytes.in=1.20 kB  score=0.50", screen.convert(String.class, APPLE));
  }

  @Test
  void theScreenLeavesOthersAlone() {
    assertNull(screen.format(Map.of("a", 1), Converter.INSPECT, screen));
    assertNull(screen.format("text", Converter.INSPECT, screen));
    assertNull(screen.convert(String.class, 5));
    assertNull(screen.convert(Integer.class, APPLE));
  }

  @Test
  void mapsAndFlagsReadAsSentences() {
    assertEquals("slow (took 50.0 ms)", Column.text(Map.of("slow", "took 50.0 ms")));
    assertEquals("yes", Column.text(true));
    assertEquals("-", Column.text(Map.of()));
  }

  @Test
  void ofAStackPeopleSeeThePlaceAndProgramsAll() {
    Brief threw = new Brief("threw X at A.a(A.java:1) < B.b(B.java:2) < C.c(C.java:3)");
    assertEquals("odd (threw X at A.a(A.java:1) < …)", Column.text(Map.of("odd", threw)));
    assertEquals("\"" + threw.whole() + "\"", Json.of(threw));
    assertEquals("kept", new Brief("kept").toString());
  }

  private static Table<Fruit> table(Fruit... fruit) {
    return Table.of(Stream.of(fruit), "no fruit");
  }
}
