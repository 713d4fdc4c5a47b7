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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Dependencies point one way, as ARCHITECTURE.md draws them. What is not allowed here has to be
 * allowed there first.
 */
class ArchitectureTest {

  private static final String ROOT = "org.dubnium.daemon.";

  /** Values and pure judgement: no I/O, no clock. */
  private static final String[] PURE = in("domain..", "classify", "guard", "plan");

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

  /** Which packages of the daemon a package may use, besides itself. */
  @ParameterizedTest
  @CsvSource({
    "domain.., ''",
    "classify, domain..",
    "guard,    domain.. classify plan",
    "plan,     domain.. classify",
    "port,     domain..",
    "log,      domain..",
    "json,     domain.. classify",
    "config,   domain..",
    "procfs,   domain..",
    "observe,  domain.. port classify log",
    "engine,   domain.. port classify guard plan observe log",
    "reconcile, domain.. port classify guard plan observe log",
    "bus,      domain.. port classify guard plan observe log engine reconcile json",
    "adapter.., domain.. port log json procfs",
  })
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
