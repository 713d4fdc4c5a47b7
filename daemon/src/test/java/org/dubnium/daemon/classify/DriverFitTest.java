package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverFitTest {

  private static Reading<String> version(@Nullable String text) {
    return text == null ? Reading.unavailable("unknown") : Reading.of(text);
  }

  @ParameterizedTest
  @CsvSource({
    "580.95.05, 580.95.05, , false",
    "580.105.08, 580.95.05, , true",
    "580.95.05, 580.105.08, , true",
    "580.95.05, , , false",
    ", 580.95.05, , false",
    ", , , false",
    "580.95.05, 580.95.05, nvmlInit_v2 answered 18, true",
    ", , nvmlInit_v2 answered 18, true"
  })
  void onlyWhatIsKnownStandsAgainstNewPrograms(
      @Nullable String library,
      @Nullable String module,
      @Nullable String refusal,
      boolean fails) {
    DriverFit fit =
        new DriverFit(version(library), version(module), Optional.ofNullable(refusal));
    assertEquals(fails, fit.failure().isPresent());
  }

  @Test
  void bothVersionsAndTheWayOutAreTold() {
    assertEquals(
        Optional.of(
            "the driver on disk is 580.105.08, and the kernel module that runs is 580.95.05:"
                + " programs that are started now cannot use the GPU (restart the machine)"),
        new DriverFit(version("580.105.08"), version("580.95.05"), Optional.of("18")).failure());
  }
}
