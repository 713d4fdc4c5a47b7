package org.dubnium.daemon.adapter.nvml;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What {@code nvidia-smi -q -x} tells. Tags were renamed over the years, so a path has
 * alternatives.
 */
record NvidiaSmi(String driverVersion, List<Gpu> gpus) {

  /** One {@code gpu} element. */
  record Gpu(Element element) {

    /** The text at the first of these paths that exists and is not {@code N/A}. */
    Optional<String> text(String... paths) {
      for (String path : paths) {
        Optional<String> found =
            at(path).map(node -> node.getTextContent().strip()).filter(Gpu::tells);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    /** As {@link #text}, without its unit: the 36.5 of {@code 36.5 C}. */
    Optional<Double> number(String... paths) {
      return text(paths).map(text -> Double.valueOf(text.split(" ", 2)[0]));
    }

    /** The elements right below a path; empty if there is no such path. */
    List<Element> children(String path) {
      return at(path).map(Gpu::childrenOf).orElse(List.of());
    }

    private Optional<Element> at(String path) {
      Element here = element;
      for (String tag : path.split("/", -1)) {
        Optional<Element> next =
            childrenOf(here).stream().filter(child -> child.getTagName().equals(tag)).findFirst();
        if (next.isEmpty()) {
          return Optional.empty();
        }
        here = next.get();
      }
      return Optional.of(here);
    }

    private static boolean tells(String text) {
      return !text.isEmpty() && !text.contains("N/A");
    }

    private static List<Element> childrenOf(Element element) {
      List<Element> children = new ArrayList<>();
      for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node instanceof Element child) {
          children.add(child);
        }
      }
      return children;
    }
  }

  static NvidiaSmi parse(InputStream xml) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // The DTD that it names comes with no installation.
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      Gpu root = new Gpu(factory.newDocumentBuilder().parse(xml).getDocumentElement());
      List<Gpu> gpus =
          Gpu.childrenOf(root.element()).stream()
              .filter(child -> child.getTagName().equals("gpu"))
              .map(Gpu::new)
              .toList();
      return new NvidiaSmi(root.text("driver_version").orElse(""), gpus);
    } catch (ParserConfigurationException | SAXException wrong) {
      throw new IOException("cannot read the output of nvidia-smi", wrong);
    }
  }

  /** Asks the real one. */
  static NvidiaSmi ask() throws IOException {
    Process process = new ProcessBuilder("nvidia-smi", "-q", "-x").start();
    try (InputStream output = process.getInputStream()) {
      return parse(output);
    }
  }
}
