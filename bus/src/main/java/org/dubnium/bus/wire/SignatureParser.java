package org.dubnium.bus.wire;

import java.util.ArrayList;
import java.util.List;

/** Reads a signature; the rules are those of the specification's "Valid Signatures". */
final class SignatureParser {
  private static final String BASIC = "ybnqiuxtdsogh";
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int position;

  private SignatureParser(String text) {
    this.text = text;
  }

  static List<Type> parse(String text) {
    if (text.length() > Signature.MAX_LENGTH) {
      throw new WireException("cannot use a signature of more than 255 characters");
    }
    SignatureParser parser = new SignatureParser(text);
    List<Type> types = new ArrayList<>();
    while (parser.position < text.length()) {
      types.add(parser.next(0, 0));
    }
    return List.copyOf(types);
  }

  private Type next(int arrays, int structs) {
    char code = take();
    if (code == 'v' || BASIC.indexOf(code) >= 0) {
      return new Type.Basic(code);
    }
    if (code == 'a') {
      return array(arrays + 1, structs);
    }
    if (code == '(') {
      return tuple(arrays, structs + 1);
    }
    throw invalid();
  }

  private Type array(int arrays, int structs) {
    if (arrays > MAX_DEPTH) {
      throw invalid();
    }
    if (peek() != '{') {
      return new Type.Array(next(arrays, structs));
    }
    take();
    char key = take();
    if (BASIC.indexOf(key) < 0) {
      throw invalid();
    }
    Type value = next(arrays, structs);
    if (take() != '}') {
      throw invalid();
    }
    return new Type.Dictionary(new Type.Basic(key), value);
  }

  private Type tuple(int arrays, int structs) {
    if (structs > MAX_DEPTH) {
      throw invalid();
    }
    List<Type> fields = new ArrayList<>();
    while (peek() != ')') {
      fields.add(next(arrays, structs));
    }
    take();
    if (fields.isEmpty()) {
      throw invalid();
    }
    return new Type.Tuple(fields);
  }

  private char peek() {
    if (position >= text.length()) {
      throw invalid();
    }
    return text.charAt(position);
  }

  private char take() {
    char code = peek();
    position++;
    return code;
  }

  private WireException invalid() {
    return new WireException("cannot read the signature \"" + text + "\" at " + position);
  }
}
