package org.patchbay.deploy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked for, by layer, PID and key, and what that makes of each component: the component's
 * default &lt; feature file &lt; {@code config/} &lt; bitcoin.conf &lt; command line. Confined to
 * its owner's lock.
 */
final class Layers {
  private final Map<Layer, Map<String, Map<String, String>>> asked = new EnumMap<>(Layer.class);
  private final Map<String, ComponentDefinition> components = new TreeMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();

  Layers() {
    for (Layer layer : Layer.values()) {
      asked.put(layer, new LinkedHashMap<>());
    }
  }

  /** Makes a component known; what was asked of it before holds from now on. */
  void know(ComponentDefinition component) {
    components.put(component.pid(), component);
  }

  void forget(String pid) {
    components.remove(pid);
  }

  boolean knows(String pid) {
    return components.containsKey(pid);
  }

  List<String> pids() {
    return List.copyOf(components.keySet());
  }

  /** Replaces all that one layer asks of a component. */
  void put(Layer layer, String pid, Map<String, String> values) {
    asked.get(layer).put(pid, Map.copyOf(values));
  }

  /** Adds one value to what a layer asks. */
  void add(Layer layer, String pid, String key, String value) {
    Map<String, String> values = new LinkedHashMap<>(of(layer, pid));
    values.put(key, value);
    put(layer, pid, values);
  }

  /** Says where a value of a layer stands. */
  void place(Layer layer, String pid, String key, String place) {
    places.put(layer + " " + pid + " " + key, place);
  }

  /** Where a value of a layer stands; empty when the layer says it all. */
  String place(Layer layer, String pid, String key) {
    return places.getOrDefault(layer + " " + pid + " " + key, "");
  }

  /** What one layer asks of a component. */
  Map<String, String> of(Layer layer, String pid) {
    return asked.get(layer).getOrDefault(pid, Map.of());
  }

  /**
   * Checks values against a component; of an unknown component nothing can be said.
   *
   * @throws RefusedException naming key, value and what is allowed
   */
  void check(String pid, Map<String, String> values) throws RefusedException {
    ComponentDefinition component = components.get(pid);
    if (component != null) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        component.parse(value.getKey(), value.getValue());
      }
    }
  }

  /** A value as people may see it. */
  String shown(String pid, String key, String value) {
    ComponentDefinition component = components.get(pid);
    KeyDefinition known = component == null ? null : component.keys().get(key);
    return known == null ? value : known.shown(value);
  }

  /** What ConfigAdmin shall hold for a component: typed, without the component's own defaults. */
  Map<String, Object> effective(String pid) throws RefusedException {
    Map<String, Object> effective = new LinkedHashMap<>();
    ComponentDefinition component = components.get(pid);
    if (component != null) {
      for (Layer layer : Layer.values()) {
        for (Map.Entry<String, String> value : of(layer, pid).entrySet()) {
          effective.put(value.getKey(), component.parse(value.getKey(), value.getValue()));
        }
      }
    }
    return effective;
  }

  /** Every key of every known component. */
  List<Value> values() {
    List<Value> values = new ArrayList<>();
    for (ComponentDefinition component : components.values()) {
      for (KeyDefinition key : component.keys().values()) {
        Layer layer = Layer.DEFAULT;
        String text = key.initial();
        for (Layer higher : Layer.values()) {
          String asked = of(higher, component.pid()).get(key.key());
          if (asked != null) {
            layer = higher;
            text = asked;
          }
        }
        values.add(
            new Value(
                component.pid(),
                key.key(),
                key.shown(text),
                layer,
                place(layer, component.pid(), key.key()),
                key.description()));
      }
    }
    return values;
  }
}
