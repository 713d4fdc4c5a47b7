package org.dubnium.daemon.adapter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentFileTest {

  static List<Arguments> values() {
    return List.of(
        Arguments.of("A=plain", "plain"),
        Arguments.of("A=", ""),
        Arguments.of("  A  =  b c  \t", "b c"),
        Arguments.of("A=\"b c \"", "b c "),
        Arguments.of("A='b \\ c'", "b \\ c"),
        Arguments.of("A=\"a \\\"q\\\" \\$x \\n\"", "a \"q\" $x \\n"),
        Arguments.of("A=a\\ b", "a b"),
        Arguments.of("A=one\\\ntwo", "onetwo"),
        Arguments.of("A=\"one\\\ntwo\"", "onetwo"),
        Arguments.of("A=\"one\ntwo\"", "one\ntwo"),
        Arguments.of("A=x#y", "x#y"),
        Arguments.of("A=1\nA=2", "2"),
        Arguments.of("# A=1\n; A=2\nA=3", "3"),
        Arguments.of("# joined \\\nA=1\nA=2", "2"),
        Arguments.of("A=--max-model-len 8192", "--max-model-len 8192"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsWhatSystemdReads(String text, String value) {
    assertEquals(Map.of("A", value), EnvironmentFile.parse(text + "\n"));
    assertEquals(Map.of("A", value), EnvironmentFile.parse(text));
  }

  @Test
  void whatIsNoAssignmentIsPassedOver() {
    assertEquals(
        Map.of("B", "2"), EnvironmentFile.parse("nothing\n\n1A=1\nA B=1\n\nB=2\n=3\n"));
    assertEquals(Map.of(), EnvironmentFile.parse(""));
  }

  @Test
  void aVariableIsSplitIntoWordsAsOnACommandLine() {
    assertEquals(
        List.of("--override", "{\"x\": 1}", "a b", "", "c\\d"),
        CommandWords.of("  --override '{\"x\": 1}' a\\ b  \"\" 'c\\d' "));
    assertEquals(List.of(), CommandWords.of("  "));
  }
}
