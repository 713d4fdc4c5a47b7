package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Trouble;
import org.dubnium.fleet.telemetry.scrape.exposition.Flaw;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What exporters tell, in words and units that people can use. */
class ExporterWordsTest {

  private static Selection selection(Map<String, Double> values) {
    return new Selection(
        "",
        name ->
            values.containsKey(name)
                ? List.of(new Sample(name, Labels.NONE, values.getOrDefault(name, 0.0)))
                : List.of());
  }

  private static Optional<String> health(boolean nothing, String values) {
    Map<String, Double> told = new HashMap<>();
    for (String one : values.split(" ", -1)) {
      if (!one.isEmpty()) {
        String[] parts = one.split("=", -1);
        told.put("nvidia_smi_" + parts[0], Double.valueOf(parts[1]));
      }
    }
    return NvidiaSmiHealth.of(selection(told), nothing);
  }

  @ParameterizedTest
  @CsvSource({
    "true, ''",
    "true, last_collect_success=1",
    "false, last_collect_success=1 nvml_return_code=15",
    "true, failed_scrapes_total=0",
    "false, failed_scrapes_total=7",
    "true, last_collect_success=1 failed_scrapes_total=7"
  })
  void aCollectionThatDoesNotFail(boolean nothing, String values) {
    assertEquals(Optional.empty(), health(nothing, values));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | last_collect_success=0 | ''",
        "true | failed_scrapes_total=7 | ''",
        "false | last_collect_success=0 nvml_return_code=0 command_exit_code=0 | ''",
        "false | last_collect_success=0 nvml_return_code=9 | ', NVML code 9 (the driver is not loaded)'",
        "false | last_collect_success=0 nvml_return_code=18 |"
            + " ', NVML code 18 (driver and library do not have the same version)'",
        "false | last_collect_success=0 nvml_return_code=77 | ', NVML code 77'",
        "false | last_collect_success=0 command_exit_code=9 | ', nvidia-smi ended with 9'"
      })
  void aCollectionThatFails(boolean nothing, String values, String why) {
    assertEquals(
        Optional.of("the exporter's collection fails" + why), health(nothing, values));
  }

  @Test
  void linesThatWerePassedOverAreToldOnceForEachSort() {
    Flaws flaws = new Flaws();
    assertEquals(List.of(), flaws.troubles());
    assertEquals(Optional.empty(), flaws.first());
    flaws.add(new Flaw("line 3", false));
    assertEquals(Optional.of("passed over line 3"), flaws.first());
    flaws.add(new Flaw("line 4", true));
    flaws.add(new Flaw("line 5", true));
    flaws.add(new Flaw("line 6", false));
    flaws.add(new Flaw("line 7", false));
    assertEquals(
        List.of(
            new Trouble("passed over line 4, and 1 more", true),
            new Trouble("passed over line 3, and 2 more", false)),
        flaws.troubles());
  }

  @Test
  void oddIndexesAreCounted() {
    UnusableIndexes odd = new UnusableIndexes();
    assertFalse(odd.isAny());
    odd.add("x\u0007");
    assertTrue(odd.isAny());
    String one =
        "cannot use 'x?' as the index of a GPU: it is no whole number from 0 to 127";
    assertEquals(one, odd.text());
    odd.add("y");
    assertEquals(one + " (2 samples)", odd.text());
  }

  @Test
  void textsAreShort() {
    assertEquals("a?b", SafeText.line("a\u202eb"));
    assertEquals("a?b", SafeText.line("a\nb"));
    assertEquals("x".repeat(60), SafeText.line("x".repeat(60)));
    assertEquals("x".repeat(60) + "…", SafeText.line("x".repeat(61)));
    assertEquals("0, 1, 2", SafeText.list(List.of(0, 1, 2)));
    assertEquals(
        "0, 1, 2, 3, 4, 5, 6, 7", SafeText.list(IntStream.range(0, 8).boxed().toList()));
    assertEquals(
        "0, 1, 2, 3, 4, 5, 6, 7 and 3 more", SafeText.list(IntStream.range(0, 11).boxed().toList()));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1", "7, 2", "65535, 15", "65536, NaN", "-1, NaN", "2.5, NaN"})
  void reasonsForLowClocksAreCountedButForIdleness(double mask, double count) {
    assertEquals(count, Unit.reasons().convert().applyAsDouble(mask));
  }

  @ParameterizedTest
  @CsvSource({"0.58, 58", "1, 100", "1.01, 100", "1.02, 102", "0, 0"})
  void ratiosAreMeasuredAndALittleMoreThanAllIsAll(double ratio, double percent) {
    assertEquals(percent, Unit.percent(ratio));
  }

  @Test
  void unitsAreThoseOfTheMetric() {
    assertEquals(2, Unit.mib(2 << 20));
    assertEquals(210, Unit.decimal(-6, Metric.GPU_SM_CLOCK).convert().applyAsDouble(210e6));
    assertEquals(7, Unit.same(Metric.GPU_POWER).convert().applyAsDouble(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "79.0", "12345", "-1"})
  void whatIsNoCodeIsNotTold(String code) {
    XidCodes codes = new XidCodes();
    codes.add(code);
    assertEquals(OptionalDouble.empty(), codes.gravest());
  }

  @Test
  void noErrorIsToldUnlessThereIsOne() {
    XidCodes codes = new XidCodes();
    codes.add("0");
    assertEquals(OptionalDouble.of(0), codes.gravest());
    codes.add(31);
    assertEquals(OptionalDouble.of(31), codes.gravest());
    codes.add("13", 2e9);
    assertEquals(OptionalDouble.of(13), codes.gravest(), "the later one");
    codes.add("31", -5);
    assertEquals(OptionalDouble.of(13), codes.gravest(), "a time before all is no later one");
  }

  @Test
  void valuesOfANameAreAddedUpOrAveraged() {
    Selection selection =
        new Selection(
            "",
            name ->
                name.equals("a")
                    ? List.of(
                        new Sample("a", Labels.NONE, 1),
                        new Sample("a", Labels.NONE, Double.NaN),
                        new Sample("a", Labels.NONE, 4))
                    : List.of());
    assertEquals(OptionalDouble.of(5), selection.sum("a"));
    assertEquals(OptionalDouble.of(2.5), selection.mean("a"));
    assertEquals(OptionalDouble.empty(), selection.sum("b"));
    assertEquals(OptionalDouble.empty(), selection.mean("b"));
  }
}
