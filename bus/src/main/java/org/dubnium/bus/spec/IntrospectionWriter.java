package org.dubnium.bus.spec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.spec.InterfaceSpec.Arg;

/** Writes what {@code Introspect} answers: the contract without its comments, and the children. */
public final class IntrospectionWriter {
  private static final String DOCTYPE =
      """
      <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
      """;

  private final StringBuilder xml = new StringBuilder(DOCTYPE);

  private IntrospectionWriter() {}

  /**
   * Writes one object.
   *
   * @param children the last path elements of the objects right below it
   */
  public static String write(Collection<InterfaceSpec> interfaces, Collection<String> children) {
    IntrospectionWriter writer = new IntrospectionWriter();
    writer.xml.append("<node>\n");
    interfaces.forEach(writer::writeInterface);
    for (String child : children) {
      writer.xml.append(" <node name=\"").append(child).append("\"/>\n");
    }
    return writer.xml.append("</node>\n").toString();
  }

  private void writeInterface(InterfaceSpec spec) {
    xml.append(" <interface name=\"").append(spec.name()).append("\">\n");
    annotations("  ", spec.annotations());
    for (InterfaceSpec.Method method : spec.methods().values()) {
      member("method", method.name());
      args(method.in(), " direction=\"in\"");
      args(method.out(), " direction=\"out\"");
      annotations("   ", method.annotations());
      xml.append("  </method>\n");
    }
    for (InterfaceSpec.Signal signal : spec.signals().values()) {
      member("signal", signal.name());
      args(signal.args(), "");
      annotations("   ", signal.annotations());
      xml.append("  </signal>\n");
    }
    spec.properties().values().forEach(this::property);
    xml.append(" </interface>\n");
  }

  private void property(InterfaceSpec.Property property) {
    xml.append("  <property name=\"")
        .append(property.name())
        .append("\" type=\"")
        .append(property.type())
        .append("\" access=\"")
        .append(property.access())
        .append("\">\n");
    annotations("   ", property.annotations());
    xml.append("  </property>\n");
  }

  private void member(String kind, String name) {
    xml.append("  <").append(kind).append(" name=\"").append(name).append("\">\n");
  }

  private void args(List<Arg> args, String direction) {
    for (Arg arg : args) {
      xml.append("   <arg name=\"")
          .append(arg.name())
          .append("\" type=\"")
          .append(arg.type())
          .append('"')
          .append(direction)
          .append("/>\n");
    }
  }

  private void annotations(String indent, Map<String, String> annotations) {
    annotations.forEach(
        (name, value) ->
            xml.append(indent)
                .append("<annotation name=\"")
                .append(name)
                .append("\" value=\"")
                .append(value)
                .append("\"/>\n"));
  }
}
