package org.dubnium.daemon.adapter.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuDeviceFilesTest {

  @TempDir Path directory = Path.of("unset");

  /** Any device node serves as a card: {@code /dev/null} is 1:3 on every Linux. */
  @ParameterizedTest
  @CsvSource({"0x10de, true", "0x8086, false"})
  void asksSysfsWhoseCardItIs(String vendor, boolean counts) throws IOException {
    Path device = Files.createDirectories(directory.resolve("sys/dev/char/1:3/device"));
    Files.writeString(device.resolve("vendor"), vendor + "\n");
    Path card = dri("card0", "/dev/null");
    GpuDeviceFiles files = new GpuDeviceFiles(directory.resolve("sys"), directory.resolve("dev"));
    assertEquals(
        counts ? Optional.of(card.toString()) : Optional.empty(), files.deviceOf(card.toString()));
  }

  @Test
  void aCardThatSysfsDoesNotKnowCounts() throws IOException {
    Path card = dri("card0", "/dev/null");
    GpuDeviceFiles files = new GpuDeviceFiles(directory.resolve("sys"), directory.resolve("dev"));
    assertEquals(Optional.of(card.toString()), files.deviceOf(card.toString()));
  }

  @ParameterizedTest
  @CsvSource({"259, 1:3", "57856, 226:0", "57984, 226:128", "49920, 195:0", "50175, 195:255"})
  void readsDeviceNumbersAsGlibcPacksThem(long number, String text) {
    assertEquals(text, GpuDeviceFiles.majorMinor(number));
  }

  private Path dri(String name, String target) throws IOException {
    Path dri = Files.createDirectories(directory.resolve("dev/dri"));
    return Files.createSymbolicLink(dri.resolve(name), Path.of(target));
  }
}
