package org.dubnium.fleet.telemetry.scrape.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

  private static final Labels TWO = new Labels(List.of("gpu", "0", "UUID", "GPU-gpu"));

  @Test
  void aLabelIsFoundByItsName() {
    assertEquals("0", TWO.get("gpu"));
    assertEquals("GPU-gpu", TWO.get("UUID"));
    assertEquals("", TWO.get("pod"));
    assertEquals("", TWO.get("0"), "which is a value");
    assertEquals("", Labels.NONE.get("gpu"));
  }

  @Test
  void theFirstThatThereIsCounts() {
    Labels labels = new Labels(List.of("a", "", "b", "2", "c", "3"));
    assertEquals("2", labels.first(List.of("x", "a", "b", "c")));
    assertEquals("", labels.first(List.of("x", "a")));
  }

  @Test
  void theSameLabelsAreKeptOnce() {
    Labels same = new Labels(List.of("gpu", "0", "UUID", "GPU-gpu"));
    Labels other = new Labels(List.of("gpu", "1", "UUID", "GPU-gpu"));
    assertEquals(TWO, same);
    assertNotEquals(TWO, other);
    assertEquals(2, new HashSet<>(List.of(TWO, other)).size());
    assertEquals(Set.of(TWO), Set.copyOf(List.of(TWO, same)));
    assertEquals(TWO.toString(), same.toString());
    assertNotEquals(TWO.toString(), other.toString());
  }

  @Test
  void allTheirCharactersCount() {
    assertEquals(15, TWO.length());
    assertEquals(0, Labels.NONE.length());
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1, 0", "1, 0, 1, 0", "1, 1, 0, 0", "1, 1, 1, -1"})
  void limitsBelowOneAreRefused(long bytes, int lines, int lineBytes, int labels) {
    assertThrows(
        IllegalArgumentException.class, () -> new Limits(bytes, lines, lineBytes, labels));
    assertEquals(1, new Limits(1, 1, 1, 0).lines());
  }
}
