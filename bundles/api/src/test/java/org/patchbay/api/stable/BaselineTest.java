package org.patchbay.api.stable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final List<String> LINES =
      List.of(
          "Policy : consumer interface",
          "Policy#decide(View): int abstract",
          "View : interface",
          "View#id(): long abstract");

  private final Baseline before = new Baseline(Baseline.Version.of("1.2.0"), LINES);

  private String flaw(String version, String gone, String added) {
    List<String> lines = new ArrayList<>(LINES);
    lines.remove(gone);
    if (!added.isEmpty()) {
      lines.add(added);
    }
    return before.flaw(new Baseline(Baseline.Version.of(version), lines));
  }

  @Test
  void whatStaysTheSameNeedsNothing() {
    assertEquals("", flaw("1.2.0", "", ""));
  }

  @Test
  void whatGoesOrChangesNeedsAnotherMajorVersion() {
    assertNotEquals("", flaw("1.2.0", "View#id(): long abstract", ""));
    assertNotEquals("", flaw("1.3.0", "View#id(): long abstract", "View#id(): int abstract"));
    assertEquals("", flaw("2.0.0", "View#id(): long abstract", "View#id(): int abstract"));
  }

  @Test
  void whatTheNodeImplementsGrowsWithAMinorVersion() {
    assertNotEquals("", flaw("1.2.0", "", "View#age(): long abstract"));
    assertNotEquals("", flaw("1.2.1", "", "View#age(): long abstract"));
    assertEquals("", flaw("1.3.0", "", "View#age(): long abstract"));
  }

  @Test
  void whatPluginsImplementGrowsByDefaultMethodsAlone() {
    assertNotEquals("", flaw("1.3.0", "", "Policy#explain(View): String abstract"));
    assertEquals("", flaw("2.0.0", "", "Policy#explain(View): String abstract"));
    assertEquals("", flaw("1.3.0", "", "Policy#explain(View): String default"));
  }

  @Test
  void aListingHasWhatPluginsCanReferTo() {
    assertEquals(List.of(), ApiListing.of(List.of(Hidden.class)));
    List<String> lines = ApiListing.of(List.of(PublicSample.class, PublicSample.Inner.class));
    assertEquals(
        List.of(
            "PublicSample : consumer interface",
            "PublicSample#MOST: int static final = 3",
            "PublicSample#some<T extends Number>(T[], long) throws java.io.IOException:"
                + " List<? extends T> abstract",
            "PublicSample#told(): void default",
            "PublicSample$Inner : record",
            "PublicSample$Inner#a(): int",
            "PublicSample$Inner#new(int)"),
        lines);
  }

  private static final class Hidden {}
}
