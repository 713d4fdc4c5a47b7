package org.dubnium.daemon.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set of a slice, and what brings back what was there. */
class SliceChangeTest {

  /** A setting that is left out is one of which the contract says nothing. */
  @ParameterizedTest(name = "has {0} {1} {2}, is to have {3} {4} {5}")
  @CsvSource({
    "100, 100, '', 100, 100, '', true",
    "100, 100, '', , , , true",
    "-1, -1, '', 100, 100, , true",
    "100, 100, '', -1, -1, , true",
    "77, 100, '', 100, 100, , false",
    "100, 77, '', 100, 100, , false",
    "100, 100, 0-3, 100, 100, , true",
    "100, 100, 0-3, 100, 100, '0,1,2,3', true",
    "100, 100, 0-3, 100, 100, 0-2, false",
    "100, 100, '', 100, 100, 0-3, false",
    "100, 100, 0-3, 100, 100, '', false"
  })
  void nothingIsSetThatIsThereAlready(
      long cpu,
      long io,
      String cpus,
      @Nullable Long wantedCpu,
      @Nullable Long wantedIo,
      @Nullable String wantedCpus,
      boolean none) {
    assertEquals(
        none,
        SliceChange.isNone(
            new SliceSettings(cpu, io, new CpuSet(cpus)),
            settings(wantedCpu, wantedIo, wantedCpus)));
  }

  @ParameterizedTest(name = "after {0} {1} {2}: {3} {4} {5}")
  @CsvSource({
    ", , , , , ",
    "400, , , 77, , ",
    ", 400, , , -1, ",
    ", , 0-1, , , 0-3",
    "400, 400, 0-1, 77, -1, 0-3"
  })
  void onlyWhatWasSetIsBroughtBack(
      @Nullable Long wantedCpu,
      @Nullable Long wantedIo,
      @Nullable String wantedCpus,
      @Nullable Long cpu,
      @Nullable Long io,
      @Nullable String cpus) {
    SliceSettings observed =
        new SliceSettings(77L, SliceSettings.UNSET, new CpuSet("0-3"));
    assertEquals(
        settings(cpu, io, cpus),
        SliceChange.back(observed, settings(wantedCpu, wantedIo, wantedCpus)));
  }

  private static SliceSettings settings(
      @Nullable Long cpu, @Nullable Long io, @Nullable String cpus) {
    return new SliceSettings(cpu, io, cpus == null ? null : new CpuSet(cpus));
  }
}
