package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetatypeTest {
  static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0" localization="x">
        <OCD id="org.patchbay.engine.NodeEngine$Config" name="Engine">
          <AD id="outbound" type="Integer" min="0" max="64" default="8" description="Slots."/>
          <AD id="listen" type="String" cardinality="2147483647" default=""/>
          <AD id="level" type="String" default="low">
            <Option label="low" value="low"/>
            <Option label="high" value="high"/>
          </AD>
          <AD id="weight" type="Double" min="0" default="0.5"/>
          <AD id="on" type="Boolean" default="true"/>
          <AD id="secret" type="Password" default=""/>
          <AD id="ports" type="Long" cardinality="-5" max="65535"/>
        </OCD>
        <Designate pid="patchbay.engine">
          <Object ocdref="org.patchbay.engine.NodeEngine$Config"/>
        </Designate>
      </metatype:MetaData>
      """;

  static ComponentDefinition engine() {
    try {
      return read(XML).get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsPidKeysAndDescriptions() throws IOException {
    List<ComponentDefinition> components = read(XML);
    assertEquals(1, components.size());
    assertEquals("patchbay.engine", components.get(0).pid());
    assertEquals(
        List.of("outbound", "listen", "level", "weight", "on", "secret", "ports"),
        List.copyOf(components.get(0).keys().keySet()));
    assertEquals("Slots.", components.get(0).keys().get("outbound").description());
    assertEquals("8", components.get(0).keys().get("outbound").initial());
  }

  @Test
  void givesTypedValues() throws RefusedException {
    assertEquals(12, engine().parse("outbound", " 12 "));
    assertEquals("high", engine().parse("level", "high"));
    assertEquals(0.25, engine().parse("weight", "0.25"));
    assertEquals(false, engine().parse("on", "false"));
    assertArrayEquals(
        new String[] {"a:1", "[::]:2"}, (String[]) engine().parse("listen", "a:1, [::]:2,"));
    assertArrayEquals(new String[0], (String[]) engine().parse("listen", ""));
    assertArrayEquals(new Long[] {1L, 2L}, (Long[]) engine().parse("ports", "1,2"));
  }

  @Test
  void refusesNamingKeyValueAndWhatIsAllowed() {
    refused("outbound", "65", "outbound = \"65\": allowed: a whole number from 0 to 64");
    refused("outbound", "-1", "outbound = \"-1\": allowed: a whole number from 0 to 64");
    refused("outbound", "eight", "outbound = \"eight\": allowed: a whole number from 0 to 64");
    refused(
        "outbound",
        "99999999999",
        "outbound = \"99999999999\": allowed: a whole number from 0 to 64");
    refused("level", "middling", "level = \"middling\": allowed: low, high");
    refused("weight", "NaN", "weight = \"NaN\": allowed: a number from 0");
    refused("on", "yes", "on = \"yes\": allowed: true or false");
    refused(
        "ports",
        "1,70000",
        "ports = \"70000\": allowed: a list with commas, each a whole number up to 65535");
    refused(
        "outbond",
        "8",
        "outbond = \"8\": unknown key; allowed: outbound, listen, level, weight, on, secret, ports");
  }

  @Test
  void fetchesNothingThatAFileNames() {
    String attack =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + "<MetaData><OCD id=\"&e;\"/></MetaData>";
    assertThrows(IOException.class, () -> read(attack));
  }

  @Test
  void refusesBrokenXmlAndUnknownTypes() {
    assertThrows(IOException.class, () -> read("<MetaData><OCD"));
    assertThrows(
        IOException.class, () -> read("<M><OCD id=\"a\"><AD id=\"k\" type=\"Colour\"/></OCD></M>"));
  }

  private static void refused(String key, String value, String message) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> engine().parse(key, value));
    assertEquals(message, refused.getMessage());
  }

  private static List<ComponentDefinition> read(String xml) throws IOException {
    return Metatype.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
