package org.dubnium.bus.spec;

import java.util.HashMap;
import java.util.Map;

/**
 * Walks over the tags of an XML document of our own: elements and attributes, with comments,
 * declarations and text passed over.
 */
final class XmlScanner {
  private final String xml;
  private int position;
  private String element = "";
  private boolean opening;
  private boolean closing;
  private Map<String, String> attributes = Map.of();

  XmlScanner(String xml) {
    this.xml = xml;
  }

  /** Goes to the next tag; returns false at the end. */
  boolean next() {
    while (true) {
      int start = xml.indexOf('<', position);
      if (start < 0) {
        return false;
      }
      if (xml.startsWith("<!--", start)) {
        position = after("-->", start + 4);
      } else if (xml.startsWith("<?", start) || xml.startsWith("<!", start)) {
        position = after(">", start);
      } else {
        position = after(">", start);
        readTag(xml.substring(start + 1, position - 1));
        return true;
      }
    }
  }

  /** Whether the tag begins such an element. */
  boolean opens(String name) {
    return opening && element.equals(name);
  }

  /** Whether the tag ends such an element; an empty element's tag begins and ends it. */
  boolean closes(String name) {
    return closing && element.equals(name);
  }

  /** An attribute of the tag; empty if it has none of that name. */
  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  private void readTag(String tag) {
    opening = !tag.startsWith("/");
    closing = !opening || tag.endsWith("/");
    String content = tag.substring(opening ? 0 : 1, tag.length() - (tag.endsWith("/") ? 1 : 0));
    int nameEnd = 0;
    while (nameEnd < content.length() && !Character.isWhitespace(content.charAt(nameEnd))) {
      nameEnd++;
    }
    element = content.substring(0, nameEnd);
    attributes = readAttributes(content.substring(nameEnd));
  }

  private static Map<String, String> readAttributes(String text) {
    Map<String, String> found = new HashMap<>();
    int at = 0;
    for (int equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', at)) {
      String name = text.substring(at, equals).strip();
      int open = equals + 1;
      while (Character.isWhitespace(text.charAt(open))) {
        open++;
      }
      int close = text.indexOf(text.charAt(open), open + 1);
      found.put(name, unescape(text.substring(open + 1, close)));
      at = close + 1;
    }
    return found;
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }

  private int after(String end, int from) {
    int found = xml.indexOf(end, from);
    if (found < 0) {
      throw new IllegalArgumentException("cannot read XML that ends within a tag or comment");
    }
    return found + end.length();
  }
}
