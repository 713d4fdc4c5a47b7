package org.dubnium.dbus.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Request;
import org.dubnium.dbus.testing.FakeGpu;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the service says of itself is what the files say, read by the JDK's XML parser. */
class IntrospectionTest {
  private TestService service;
  private BusClient client;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    client = service.bus.connect();
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  @Test
  void liveIntrospectionEqualsTheContract() throws Exception {
    assertSame(Names.MODE_CONTROLLER, Names.ROOT_PATH.value());
    assertSame(Names.MODELS, Names.ROOT_PATH.value());
    assertSame(Names.JOB, Names.job(1).value());
    assertSame(Names.GPU, Names.gpu(FakeGpu.UUID).value());
  }

  private void assertSame(String interfaceName, String path) throws Exception {
    Element expected = interfaceOf(parse(file(interfaceName)), interfaceName);
    Element live = interfaceOf(parse(introspect(path)), interfaceName);

    assertEquals(outline(expected), outline(live));
  }

  @Test
  void everyObjectHasTheStandardInterfaces() throws Exception {
    String root = introspect(Names.ROOT_PATH.value());
    String job = introspect(Names.job(1).value());

    for (String each : List.of("Peer", "Introspectable", "Properties")) {
      assertTrue(root.contains("org.freedesktop.DBus." + each), root);
      assertTrue(job.contains("org.freedesktop.DBus." + each), job);
    }
    assertTrue(root.contains("org.freedesktop.DBus.ObjectManager"), root);
    assertFalse(job.contains("org.freedesktop.DBus.ObjectManager"), job);
  }

  @Test
  void childrenAreNamed() throws Exception {
    assertEquals(List.of("gpu", "job"), children(introspect(Names.ROOT_PATH.value())));
    assertEquals(List.of("1"), children(introspect(Names.ROOT_PATH.value() + "/job")));
    assertEquals(List.of("org"), children(introspect("/")));
  }

  @Test
  void everyMemberIsDocumented() throws Exception {
    for (String name : List.of(Names.MODE_CONTROLLER, Names.MODELS, Names.JOB, Names.GPU)) {
      Element contract = interfaceOf(parse(file(name)), name);
      for (Node node = contract.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node instanceof Element member) {
          assertDocumented(member);
        }
      }
    }
  }

  private static void assertDocumented(Element member) {
    Node before = member.getPreviousSibling();
    while (before != null && before.getNodeType() == Node.TEXT_NODE) {
      before = before.getPreviousSibling();
    }
    String name = member.getAttribute("name");
    assertTrue(
        before != null && before.getNodeType() == Node.COMMENT_NODE, name + " has no comment");
    String comment = before.getNodeValue();
    assertTrue(comment.strip().startsWith(name + ":"), comment);
    NodeList args = member.getElementsByTagName("arg");
    for (int i = 0; i < args.getLength(); i++) {
      String arg = ((Element) args.item(i)).getAttribute("name");
      assertTrue(comment.contains("@" + arg + ":"), name + " does not explain " + arg);
    }
  }

  private String introspect(String path) throws Exception {
    return client
        .call(
            new Request(Names.BUS_NAME, path, "org.freedesktop.DBus.Introspectable", "Introspect"))
        .string(0);
  }

  private static String file(String interfaceName) throws Exception {
    try (InputStream in =
        Contract.class.getResourceAsStream("/dbus-1/interfaces/" + interfaceName + ".xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Element parse(String xml) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
  }

  private static Element interfaceOf(Element node, String name) {
    NodeList interfaces = node.getElementsByTagName("interface");
    for (int i = 0; i < interfaces.getLength(); i++) {
      Element each = (Element) interfaces.item(i);
      if (each.getAttribute("name").equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no interface " + name);
  }

  private static List<String> children(String xml) throws Exception {
    List<String> names = new ArrayList<>();
    Element root = parse(xml);
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals("node")) {
        names.add(element.getAttribute("name"));
      }
    }
    return names;
  }

  /** Elements with all their attributes, in order, without comments and white space. */
  private static String outline(Element element) {
    StringBuilder text = new StringBuilder("\n<").append(element.getTagName());
    NamedNodeMap attributes = element.getAttributes();
    TreeSet<String> sorted = new TreeSet<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      sorted.add(attributes.item(i).toString());
    }
    text.append(sorted).append('>');
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        text.append(outline(child));
      }
    }
    return text.append("</").append(element.getTagName()).append('>').toString();
  }
}
