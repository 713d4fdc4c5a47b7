package org.dubnium.bus.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.spec.InterfaceSpec.Arg;
import org.dubnium.bus.wire.Signature;

/**
 * Reads introspection XML that ships with this program. The JDK's XML parser would cost some 30 ms
 * of our start-up, for three small files that a test reads with it too.
 */
public final class IntrospectionReader {
  private final XmlScanner scanner;
  private final List<InterfaceSpec> interfaces = new ArrayList<>();

  private IntrospectionReader(String xml) {
    this.scanner = new XmlScanner(xml);
  }

  /** Reads a resource of this program, beside the class. */
  public static List<InterfaceSpec> readResource(String name) {
    try (InputStream in = IntrospectionReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("cannot find the resource " + name);
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the resource " + name, e);
    }
  }

  /** Reads the interfaces of a document. */
  public static List<InterfaceSpec> read(String xml) {
    IntrospectionReader reader = new IntrospectionReader(xml);
    while (reader.scanner.next()) {
      if (reader.scanner.opens("interface")) {
        reader.readInterface();
      }
    }
    return List.copyOf(reader.interfaces);
  }

  private void readInterface() {
    String name = scanner.attribute("name");
    List<InterfaceSpec.Method> methods = new ArrayList<>();
    List<InterfaceSpec.Signal> signals = new ArrayList<>();
    List<InterfaceSpec.Property> properties = new ArrayList<>();
    Map<String, String> annotations = new LinkedHashMap<>();
    while (!scanner.closes("interface") && scanner.next()) {
      if (scanner.opens("method")) {
        methods.add(readMethod());
      } else if (scanner.opens("signal")) {
        signals.add(readSignal());
      } else if (scanner.opens("property")) {
        properties.add(readProperty());
      } else if (scanner.opens("annotation")) {
        annotations.put(scanner.attribute("name"), scanner.attribute("value"));
      }
    }
    interfaces.add(
        new InterfaceSpec(
            name,
            InterfaceSpec.byName(methods, InterfaceSpec.Method::name),
            InterfaceSpec.byName(signals, InterfaceSpec.Signal::name),
            InterfaceSpec.byName(properties, InterfaceSpec.Property::name),
            annotations));
  }

  private InterfaceSpec.Method readMethod() {
    String name = scanner.attribute("name");
    List<Arg> in = new ArrayList<>();
    List<Arg> out = new ArrayList<>();
    Map<String, String> annotations = new LinkedHashMap<>();
    while (!scanner.closes("method") && scanner.next()) {
      if (scanner.opens("arg")) {
        (scanner.attribute("direction").equals("out") ? out : in).add(arg());
      } else if (scanner.opens("annotation")) {
        annotations.put(scanner.attribute("name"), scanner.attribute("value"));
      }
    }
    return new InterfaceSpec.Method(name, in, out, annotations);
  }

  private InterfaceSpec.Signal readSignal() {
    String name = scanner.attribute("name");
    List<Arg> args = new ArrayList<>();
    Map<String, String> annotations = new LinkedHashMap<>();
    while (!scanner.closes("signal") && scanner.next()) {
      if (scanner.opens("arg")) {
        args.add(arg());
      } else if (scanner.opens("annotation")) {
        annotations.put(scanner.attribute("name"), scanner.attribute("value"));
      }
    }
    return new InterfaceSpec.Signal(name, args, annotations);
  }

  private InterfaceSpec.Property readProperty() {
    String name = scanner.attribute("name");
    Signature type = Signature.of(scanner.attribute("type"));
    String access = scanner.attribute("access");
    Map<String, String> annotations = new LinkedHashMap<>();
    while (!scanner.closes("property") && scanner.next()) {
      if (scanner.opens("annotation")) {
        annotations.put(scanner.attribute("name"), scanner.attribute("value"));
      }
    }
    return new InterfaceSpec.Property(name, type, access, annotations);
  }

  private Arg arg() {
    return new Arg(scanner.attribute("name"), Signature.of(scanner.attribute("type")));
  }
}
