package org.patchbay.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a {@code OSGI-INF/metatype} file (OSGi compendium, chapter 105). Of singleton PIDs only:
 * the node has no factory configurations.
 */
final class Metatype {
  /** The folder in a bundle that holds these files. */
  static final String FOLDER = "OSGI-INF/metatype";

  private Metatype() {}

  static List<ComponentDefinition> read(InputStream in) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // The file comes with a jar that may be anybody's: no entities, nothing fetched.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Map<String, List<KeyDefinition>> classes = new LinkedHashMap<>();
    Map<String, String> classOfPid = new LinkedHashMap<>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String ocd = "";
      String pid = "";
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        switch (xml.getLocalName()) {
          case "OCD" -> {
            ocd = attribute(xml, "id");
            classes.put(ocd, new ArrayList<>());
          }
          case "AD" -> classes.computeIfAbsent(ocd, id -> new ArrayList<>()).add(key(xml));
          case "Designate" -> pid = attribute(xml, "pid");
          case "Object" -> classOfPid.put(pid, attribute(xml, "ocdref"));
          default -> {}
        }
      }
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw new IOException("metatype: " + e.getMessage(), e);
    }
    List<ComponentDefinition> components = new ArrayList<>();
    classOfPid.forEach(
        (pid, ocd) -> {
          if (!pid.isEmpty() && classes.containsKey(ocd)) {
            components.add(ComponentDefinition.of(pid, classes.get(ocd)));
          }
        });
    return components;
  }

  private static KeyDefinition key(XMLStreamReader xml) throws XMLStreamException {
    String id = attribute(xml, "id");
    String type = attribute(xml, "type");
    String cardinality = attribute(xml, "cardinality");
    String initial = attribute(xml, "default");
    String min = attribute(xml, "min");
    String max = attribute(xml, "max");
    String description = attribute(xml, "description");
    List<String> options = new ArrayList<>();
    while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("AD")) {
      if (xml.isStartElement() && xml.getLocalName().equals("Option")) {
        options.add(attribute(xml, "value"));
      }
    }
    boolean list = !cardinality.isEmpty() && Integer.parseInt(cardinality) != 0;
    return new KeyDefinition(
        id, KeyType.named(type), list, initial, min, max, options, description);
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
