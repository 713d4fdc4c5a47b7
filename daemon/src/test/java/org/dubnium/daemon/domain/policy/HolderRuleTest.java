package org.dubnium.daemon.domain.policy;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.dubnium.daemon.domain.policy.Policy.HolderRule;
import org.junit.jupiter.api.Test;

class HolderRuleTest {

  @Test
  void toleratesNotJustAnything() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new HolderRule(Optional.empty(), Optional.empty(), false));
  }
}
