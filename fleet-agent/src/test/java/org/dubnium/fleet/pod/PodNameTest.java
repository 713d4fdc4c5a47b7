package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodNameTest {

  @ParameterizedTest
  @CsvSource({"worker, 0", "worker-1, 12", "a, 999", "gpu-2-x, 7"})
  void aNameIsReadAsItWasWritten(String declaration, int index) {
    PodName name = new PodName("lab", new SlotId(declaration, index), "k3f9x2");
    assertEquals(Optional.of(name), PodName.parse(name.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "worker",
        "dub-lab-worker-1",
        "dub-lab-worker-1-k3f9x",
        "dub-lab-worker-1-K3F9X2",
        "dub-lab-worker-01-k3f9x2",
        "dub-lab-worker-1000-k3f9x2",
        "dub-lab-worker--1-k3f9x2",
        "dub-lab-1worker-1-k3f9x2",
        "dub-Lab-worker-1-k3f9x2",
        "my-dub-lab-worker-1-k3f9x2",
        "dub-lab-worker-1-k3f9x2\n",
        "dub-seventeenletters1-worker-1-k3f9x2"
      })
  void namesOfOthersAreNotOurs(String name) {
    assertEquals(Optional.empty(), PodName.parse(name));
  }

  /** RunPod's former API took 191 characters, and this one tells no bound. */
  @Test
  void theLongestNameIsShort() {
    PodName longest = new PodName("f".repeat(16), new SlotId("d".repeat(32), 999), "k3f9x2");
    assertTrue(longest.toString().length() <= 64);
    assertEquals(Optional.of(longest), PodName.parse(longest.toString()));
  }
}
