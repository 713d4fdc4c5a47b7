package org.dubnium.daemon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.dubnium.common.architecture.PackageTable;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.port.UnitManager;
import org.junit.jupiter.api.Test;

/**
 * Dependencies point one way, as ARCHITECTURE.md draws them. What is not allowed here has to be
 * allowed there first.
 */
class ArchitectureTest extends PackageTable {

  /** Which packages of the daemon each of them may use, besides itself; the app may use all. */
  private static final Map<String, String> MAY_USE =
      Map.ofEntries(
          Map.entry("domain..", ""),
          Map.entry("classify", "domain.."),
          Map.entry("guard", "domain.. classify operation"),
          Map.entry("operation", "domain.. classify"),
          Map.entry("delegation", "domain.."),
          Map.entry("vllm", "domain.."),
          Map.entry("port", "domain.."),
          Map.entry("log", "domain.."),
          Map.entry("json", "domain.. classify"),
          Map.entry("config", "domain.."),
          Map.entry("procfs", "domain.."),
          Map.entry("observe", "domain.. port classify log"),
          Map.entry("serving", "domain.. port vllm"),
          Map.entry("engine..", "domain.. port classify guard operation observe log"),
          Map.entry("reconcile", "domain.. port classify guard operation observe log"),
          Map.entry(
              "bus", "domain.. port classify guard operation observe log engine reconcile json"
                  + " delegation"),
          Map.entry("adapter..", "domain.. port log json procfs"));

  /** Values and pure judgement: no I/O, no clock. */
  private final String[] pure = in("domain..", "classify", "guard", "operation", "vllm");

  ArchitectureTest() {
    super("org.dubnium.daemon", MAY_USE);
  }

  @Test
  void pureCodeDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "com.sun.jna..", "org.slf4j..")
        .check(service);
  }

  @Test
  void pureCodeReadsNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(pure)
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
        .check(service);
  }

  @Test
  void adaptersDoNotSeeEachOther() {
    slices().matching("org.dubnium.daemon.adapter.(*)..").should().notDependOnEachOther().check(service);
  }

  @Test
  void onlyTheAppSeesAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("app..", "adapter.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("adapter.."))
        .check(service);
  }

  @Test
  void onlyTransitionsAndRepairsChangeTheHost() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("engine.step", "reconcile", "adapter.."))
        .should()
        .callMethod(UnitManager.class, "start", UnitName.class)
        .orShould()
        .callMethod(UnitManager.class, "stop", UnitName.class)
        .orShould()
        .callMethod(UnitManager.class, "setProperties", UnitName.class, SliceSettings.class)
        .orShould()
        .callMethod(SessionMonitor.class, "terminate", String.class)
        .check(service);
  }

  @Test
  void aRepairEndsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(in("reconcile"))
        .should()
        .callMethod(UnitManager.class, "stop", UnitName.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SessionMonitor.class)
        .check(service);
  }

  @Test
  void nothingNeedsDatabind() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.databind..")
        .check(service);
  }

  @Test
  void daemonOpensNoNetworkSocket() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(http\\..*|(Server|Datagram|Multicast)?Socket|InetAddress)")
        .check(service);
  }
}
