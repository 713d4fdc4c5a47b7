package org.dubnium.fleet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies point one way. What is not allowed here has to be allowed there first. */
class ArchitectureTest {

  private static final String ROOT = "org.dubnium.fleet.";

  /** Which packages of the agent each of them may use, besides itself; the app may use all. */
  private static final Map<String, String> MAY_USE =
      Map.ofEntries(
          Map.entry("domain", ""),
          Map.entry("listen", ""),
          Map.entry("config", "domain alert notify listen"),
          Map.entry("slurm", "domain"),
          Map.entry("telemetry", "domain"),
          Map.entry("telemetry.scrape..", "domain"),
          Map.entry("telemetry.store..", "domain telemetry sqlite"),
          Map.entry("telemetry.exposition", "domain slurm alert telemetry.scrape"),
          Map.entry("telemetry.prometheus", "domain telemetry telemetry.exposition"),
          Map.entry("sqlite", ""),
          Map.entry("alert", "domain sqlite"),
          Map.entry("notify", "domain alert"),
          Map.entry("host", "domain telemetry.scrape listen"),
          Map.entry(
              "http",
              "domain telemetry telemetry.exposition telemetry.scrape slurm alert host listen"));

  private static JavaClasses agent = new ClassFileImporter().importClasses();

  @BeforeAll
  static void read() {
    agent =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.dubnium.fleet");
  }

  private static String[] in(String names) {
    return List.of(names.strip().split(" +", -1)).stream()
        .map(name -> ROOT + name)
        .toArray(String[]::new);
  }

  static List<Arguments> packages() {
    return MAY_USE.entrySet().stream()
        .map(row -> Arguments.of(row.getKey(), row.getValue()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyWhatItMay(String name, String allowed) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + name)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.dubnium.fleet..")
                .and(not(resideInAnyPackage(in(name + " " + allowed)))))
        .check(agent);
  }

  @Test
  void everyPackageHasItsRow() {
    classes()
        .that()
        .resideOutsideOfPackages("org.dubnium.fleet", ROOT + "app..")
        .should()
        .resideInAnyPackage(in(String.join(" ", MAY_USE.keySet())))
        .check(agent);
  }

  @Test
  void domainImportsTheJavaPlatformAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + "domain")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", ROOT + "domain")
        .check(agent);
  }
}
