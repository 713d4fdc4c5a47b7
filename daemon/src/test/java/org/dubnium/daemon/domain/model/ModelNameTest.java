package org.dubnium.daemon.domain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7b", "Qwen2.5-7B_Instruct"})
  void takesWhatIsADirectorysName(String name) {
    assertEquals(name, new ModelName(name).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".seed-a", "-a", "a/b", "..", "a b", "a\n", "ä"})
  void refusesWhatLeavesTheStoreOrHides(String name) {
    assertThrows(IllegalArgumentException.class, () -> new ModelName(name));
  }

  @Test
  void isBounded() {
    assertTrue(ModelName.isValid("a".repeat(100)));
    assertThrows(IllegalArgumentException.class, () -> new ModelName("a".repeat(101)));
  }
}
