package org.dubnium.daemon.adapter.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverVersionTest {

  @ParameterizedTest
  @CsvSource({
    "470.256.02,24",
    "530.41.03,24",
    "535.42,24",
    "535.43.02,32",
    "535.54.03,32",
    "535.86.05,32",
    "535.98,24",
    "535.104.05,24",
    "580.95.05,24"
  })
  void choosesTheLengthOfAProcessEntry(String text, int stride) {
    assertEquals(
        Optional.of(stride), DriverVersion.parse(text).map(DriverVersion::processStrideV3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "535", "five", "535.", ".54", "9999999.1", "Not Found"})
  void isEmptyWhereItIsNoVersion(String text) {
    assertEquals(Optional.empty(), DriverVersion.parse(text));
  }
}
