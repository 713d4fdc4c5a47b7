package org.dubnium.daemon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.port.UnitManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dependencies point one way, as ARCHITECTURE.md draws them. What is not allowed here has to be
 * allowed there first.
 */
class ArchitectureTest {

  private static final String ROOT = "org.dubnium.daemon.";

  /** Values and pure judgement: no I/O, no clock. */
  private static final String[] PURE = in("domain..", "classify", "guard", "plan");

  /** Which packages of the daemon each of them may use, besides itself; the app may use all. */
  private static final Map<String, String> MAY_USE =
      Map.ofEntries(
          Map.entry("domain..", ""),
          Map.entry("classify", "domain.."),
          Map.entry("guard", "domain.. classify plan"),
          Map.entry("plan", "domain.. classify"),
          Map.entry("delegation", "domain.."),
          Map.entry("port", "domain.."),
          Map.entry("log", "domain.."),
          Map.entry("json", "domain.. classify"),
          Map.entry("config", "domain.."),
          Map.entry("procfs", "domain.."),
          Map.entry("observe", "domain.. port classify log"),
          Map.entry("engine", "domain.. port classify guard plan observe log"),
          Map.entry("reconcile", "domain.. port classify guard plan observe log"),
          Map.entry(
              "bus", "domain.. port classify guard plan observe log engine reconcile json"
                  + " delegation"),
          Map.entry("adapter..", "domain.. port log json procfs"));

  private static JavaClasses daemon = new ClassFileImporter().importClasses();

  @BeforeAll
  static void read() {
    daemon =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.dubnium.daemon");
  }

  private static String[] in(String... packages) {
    String[] names = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      names[i] = ROOT + packages[i];
    }
    return names;
  }

  static List<Arguments> packages() {
    return MAY_USE.entrySet().stream()
        .map(row -> Arguments.of(row.getKey(), row.getValue()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyWhatItMay(String name, String allowed) {
    String[] may = in((name + " " + allowed).strip().split(" +"));
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT + name)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("org.dubnium.daemon..").and(not(resideInAnyPackage(may))));
    rule.allowEmptyShould(true).check(daemon);
  }

  @Test
  void everyPackageHasItsRow() {
    classes()
        .that()
        .resideOutsideOfPackages("org.dubnium.daemon", ROOT + "app..")
        .should()
        .resideInAnyPackage(in(MAY_USE.keySet().toArray(String[]::new)))
        .check(daemon);
  }

  @Test
  void domainImportsTheJavaPlatformAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", ROOT + "domain..")
        .check(daemon);
  }

  @Test
  void pureCodeDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "com.sun.jna..", "org.slf4j..")
        .check(daemon);
  }

  @Test
  void pureCodeReadsNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .check(daemon);
  }

  @Test
  void adaptersDoNotSeeEachOther() {
    slices().matching(ROOT + "adapter.(*)..").should().notDependOnEachOther().check(daemon);
  }

  @Test
  void onlyTheAppSeesAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("app..", "adapter.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "adapter..")
        .check(daemon);
  }

  @Test
  void onlyTransitionsAndRepairsChangeTheHost() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("engine", "reconcile", "adapter.."))
        .should()
        .callMethod(UnitManager.class, "start", UnitName.class)
        .orShould()
        .callMethod(UnitManager.class, "stop", UnitName.class)
        .orShould()
        .callMethod(UnitManager.class, "setProperties", UnitName.class, SliceSettings.class)
        .orShould()
        .callMethod(SessionMonitor.class, "terminate", String.class)
        .check(daemon);
  }

  @Test
  void aRepairEndsNothing() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "reconcile")
        .should()
        .callMethod(UnitManager.class, "stop", UnitName.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SessionMonitor.class)
        .check(daemon);
  }

  @Test
  void nobodySeesTheApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "app..")
        .check(daemon);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(daemon);
  }

  @Test
  void nothingNeedsDatabind() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.databind..")
        .check(daemon);
  }

  @Test
  void daemonOpensNoNetworkSocket() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(http\\..*|(Server|Datagram|Multicast)?Socket|InetAddress)")
        .check(daemon);
  }
}
