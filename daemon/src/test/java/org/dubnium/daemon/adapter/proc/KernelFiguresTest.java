package org.dubnium.daemon.adapter.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;

class KernelFiguresTest {

  private static final Reading<Double> NO_PSI = Reading.unavailable("no PSI");
  private static final String STAT = "cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n";

  @Test
  void readsMemoryInBytes() {
    String meminfo =
        "MemTotal:       16384 kB\nMemFree:            1 kB\nMemAvailable:    8192 kB\n";
    assertEquals(
        Reading.of(new MemoryState(16384L * 1024, 8192L * 1024, NO_PSI)),
        KernelFigures.memory(meminfo, NO_PSI));
  }

  @Test
  void saysWhatIsMissing() {
    assertEquals(
        Reading.unavailable("cannot find MemAvailable in the kernel's meminfo"),
        KernelFigures.memory("MemTotal:  16384 kB\nMemFree: 1 kB\n", NO_PSI));
  }

  @Test
  void readsTheLoadOfFiveMinutesAndCountsCpus() {
    assertEquals(
        Reading.of(new LoadState(2, 1.25, NO_PSI)),
        KernelFigures.load("0.50 1.25 2.00 3/456 789\n", STAT, NO_PSI));
  }

  @Test
  void refusesALoadThatIsNone() {
    assertFalse(KernelFigures.load("", STAT, NO_PSI).isAvailable());
    assertFalse(KernelFigures.load("0.50 1.25 2.00 3/456 789\n", "intr 5\n", NO_PSI).isAvailable());
  }

  @Test
  void readsPressureOfTheWantedWindow() {
    String pressure =
        """
        some avg10=1.50 avg60=0.25 avg300=0.03 total=1
        full avg10=9.00 avg60=9.00 avg300=9.00 total=1
        """;
    assertEquals(Reading.of(1.5), KernelFigures.someStall(pressure, "avg10"));
    assertEquals(Reading.of(0.25), KernelFigures.someStall(pressure, "avg60"));
    assertFalse(KernelFigures.someStall("", "avg10").isAvailable());
  }

  @Test
  void readsTheUptime() {
    assertEquals(
        Reading.of(Duration.ofMillis(350_735_470)),
        KernelFigures.uptime("350735.47 234388.90\n"));
    assertFalse(KernelFigures.uptime("soon\n").isAvailable());
  }

  @Test
  void readsTheBootId() {
    String id = "5f2b0c1e-7a1d-4f6e-9a43-0c6f3f1d2b11";
    assertEquals(Reading.of(id), KernelFigures.bootId(id + "\n"));
    assertFalse(KernelFigures.bootId("").isAvailable());
  }
}
