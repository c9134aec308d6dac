package org.patchbay.engine;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.peer.Figure;
import org.patchbay.api.session.Describer;

/** Gathers what conversations tell of one peer. Confined to the node loop. */
final class Told implements Describer.Description {
  private final Map<Figure, Long> figures = new EnumMap<>(Figure.class);
  private List<Integer> inFlight = List.of();

  @Override
  public void figure(Figure figure, long value) {
    figures.put(figure, value);
  }

  @Override
  public void inFlight(List<Integer> heights) {
    inFlight = List.copyOf(heights);
  }

  Map<Figure, Long> figures() {
    return figures;
  }

  List<Integer> inFlight() {
    return inFlight;
  }
}
