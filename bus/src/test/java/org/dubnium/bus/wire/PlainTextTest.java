package org.dubnium.bus.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "recording", "für Ana – 日本語 🎹", "a\u00a0b", "e\u0301", "\ufffd", "x\u200dy"})
  void textThatShowsAsItselfIsPlain(String text) {
    assertTrue(PlainText.isPlain(text));
    assertEquals(text, PlainText.line(text, 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029",
        "\u202e", "\u2066", "\u200f", "\u061c", "\ud800", "\udfff"
      })
  void whatSteersATerminalOrHidesTheRestIsNot(String character) {
    assertFalse(PlainText.isPlain("a" + character + "b"));
    assertEquals("a\ufffdb", PlainText.line("a" + character + "b", 100));
  }

  @Test
  void charactersAreCountedAsPeopleDo() {
    assertEquals(2, PlainText.length("🎹🎹"));
    assertEquals("🎹🎹", PlainText.line("🎹🎹", 2));
    assertEquals("🎹🎹…", PlainText.line("🎹🎹🎹", 2));
  }

  @Test
  void ofAMessageLineEndsStay() {
    assertEquals("a\nb\ufffdc", PlainText.lines("a\nb\rc", 100));
    assertEquals("a\n…", PlainText.lines("a\nb", 2));
  }
}
