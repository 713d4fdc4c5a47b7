package org.dubnium.bus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.dubnium.bus.spec.InterfaceSpec.Arg;
import org.dubnium.bus.wire.Signature;
import org.junit.jupiter.api.Test;

class IntrospectionReaderTest {
  private static final String XML =
      """
      <?xml version="1.0"?>
      <!DOCTYPE node PUBLIC "-//x//DTD//EN"
        "http://example.org/x.dtd">
      <node>
        <!-- A comment with <method name="No"/> and > in it -->
        <interface name='a.b'>
          <annotation name="a.Deprecated" value="&lt;&quot;true&quot;&amp;&apos;&gt;"/>
          <method name="Empty"/>
          <method
              name="Both">
            <arg name="in_one" type="s"/>
            <arg name="out" type="a{sv}" direction="out"></arg>
            <arg name="in_two" type="u" direction="in" />
            <annotation name="a.NoReply" value="true"/>
          </method>
          <signal name="Changed"><arg name="what" type="as"/></signal>
          <property name="P" type="t" access="read"/>
          <property name="Q" type="t" access="read">
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="invalidates"/>
          </property>
        </interface>
        <interface name="c.d"/>
      </node>
      """;

  private static Arg arg(String name, String type) {
    return new Arg(name, Signature.of(type));
  }

  private static final String EMITS = InterfaceSpec.Property.EMITS_CHANGED;

  private final List<InterfaceSpec> specs = IntrospectionReader.read(XML);

  @Test
  void everythingIsRead() {
    assertEquals(
        new InterfaceSpec(
            "a.b",
            Map.of(
                "Empty",
                new InterfaceSpec.Method("Empty", List.of(), List.of(), Map.of()),
                "Both",
                new InterfaceSpec.Method(
                    "Both",
                    List.of(arg("in_one", "s"), arg("in_two", "u")),
                    List.of(arg("out", "a{sv}")),
                    Map.of("a.NoReply", "true"))),
            Map.of(
                "Changed",
                new InterfaceSpec.Signal("Changed", List.of(arg("what", "as")), Map.of())),
            Map.of(
                "P",
                new InterfaceSpec.Property("P", Signature.of("t"), "read", Map.of()),
                "Q",
                new InterfaceSpec.Property(
                    "Q", Signature.of("t"), "read", Map.of(EMITS, "invalidates"))),
            Map.of("a.Deprecated", "<\"true\"&'>")),
        specs.getFirst());
    assertEquals("c.d", specs.get(1).name());
    assertEquals(2, specs.size());
  }

  @Test
  void announcementOfPropertiesFollowsTheSpecification() {
    List<InterfaceSpec.EmitsChanged> emits =
        specs.getFirst().properties().values().stream()
            .map(InterfaceSpec.Property::emitsChanged)
            .toList();

    assertEquals(
        List.of(InterfaceSpec.EmitsChanged.VALUE, InterfaceSpec.EmitsChanged.INVALIDATION), emits);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    InterfaceSpec plain = specs.get(1);
    List<InterfaceSpec> again =
        IntrospectionReader.read(IntrospectionWriter.write(List.of(plain), List.of("child")));

    assertEquals(List.of(plain), again);
  }

  @Test
  void nameThatComesTwiceIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            IntrospectionReader.read(
                "<interface name='a.b'><method name='M'/><method name='M'/></interface>"));
  }

  @Test
  void documentThatEndsWithinTagIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> IntrospectionReader.read("<interface name='a.b'"));
  }
}
