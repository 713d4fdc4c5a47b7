package org.dubnium.bus.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "ybnqiuxtdsogvh",
        "as",
        "aas",
        "a{sv}",
        "a{oa{sa{sv}}}",
        "a(ssssssouso)",
        "(i(s)av)"
      })
  void validSignatureReadsAsItself(String text) {
    StringBuilder read = new StringBuilder();
    Signature.parse(text).types().forEach(type -> read.append(type.text()));

    assertEquals(text, read.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "z", "(", ")", "()", "(s", "{sv}", "a{vs}", "a{s}", "a{svs}", "a{sv", "s}", "é",
        "a{(s)v}"
      })
  void invalidSignatureIsRefused(String text) {
    assertThrows(WireException.class, () -> Signature.parse(text));
  }

  @Test
  void depthAndLengthAreBounded() {
    assertTrue(Signature.parse("a".repeat(32) + "s").isSingle());
    assertThrows(WireException.class, () -> Signature.parse("a".repeat(33) + "s"));
    assertTrue(Signature.parse("(".repeat(32) + "s" + ")".repeat(32)).isSingle());
    assertThrows(WireException.class, () -> Signature.parse("(".repeat(33) + "s" + ")".repeat(33)));
    assertFalse(Signature.parse("s".repeat(255)).isSingle());
    assertThrows(WireException.class, () -> Signature.parse("s".repeat(256)));
  }
}
