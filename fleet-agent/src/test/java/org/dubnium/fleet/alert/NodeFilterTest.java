package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dubnium.fleet.domain.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeFilterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          node        ; node-1     ; true
          ^node$      ; node-1     ; false
          ^(gpu|cpu)- ; cpu-7      ; true
          -[0-9]{2}$  ; node-12    ; true
          -[0-9]{2}$  ; node-1     ; false
          .*          ; anything   ; true
          """)
  void finds(String filter, String node, boolean found) {
    assertEquals(found, NodeFilter.of(filter).matches(new NodeId(node)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[a",
        "(?=x)y",
        "(a)\\1",
        "((a{100}){100}){100}",
        "((((((a*){9}){9}){9}){9}){9}){9}",
        "((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}",
        "a{99999999999999999999}",
        "(abcdefghij){900}"
      })
  void refuses(String filter) {
    String reason =
        assertThrows(IllegalArgumentException.class, () -> NodeFilter.of(filter)).getMessage();
    assertTrue(String.valueOf(reason).startsWith("cannot "), reason);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThrows(IllegalArgumentException.class, () -> NodeFilter.of("a".repeat(201)));
    assertEquals(200, NodeFilter.of("a".repeat(200)).text().length());
  }

  /** What looks like a count counts, wherever it stands: all multiplied are a thousand at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          [{1000}]      ; true
          [{1001}]      ; false
          [{999,1000}]  ; true
          [{10,1001}]   ; false
          [{10}][{100}] ; true
          [{10}][{101}] ; false
          [{1000}][{2}] ; false
          [{0}][{1000}] ; true
          [{5,}]        ; true
          [{1001,}]     ; false
          [{000000001}] ; true
          [{9999999999999999999}] ; false
          """)
  void counts(String filter, boolean taken) {
    if (taken) {
      assertEquals(filter, NodeFilter.of(filter).text());
    } else {
      assertThrows(IllegalArgumentException.class, () -> NodeFilter.of(filter));
    }
  }

  @Test
  void isTheSameAsOneOfTheSameText() {
    NodeFilter filter = NodeFilter.of("^gpu-");
    assertEquals(NodeFilter.of("^gpu-"), filter);
    assertEquals(NodeFilter.of("^gpu-").hashCode(), filter.hashCode());
    assertNotEquals(NodeFilter.of("^cpu-"), filter);
    assertNotEquals(NodeFilter.of("^cpu-").hashCode(), filter.hashCode());
    assertEquals("^gpu-", filter.toString());
  }

  /** Where back-tracking takes exponential time, this must merely end. */
  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*a){12}b", "^(([a-z])+.)+[A-Z]([a-z])+$"})
  void endsWhateverTheExpression(String filter) {
    assertEquals(false, NodeFilter.of(filter).matches(new NodeId("a".repeat(250) + "-1")));
  }
}
