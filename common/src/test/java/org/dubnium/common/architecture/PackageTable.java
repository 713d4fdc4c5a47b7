package org.dubnium.common.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of a service's table of packages. Dependencies point one way: what the table does not
 * allow has to be allowed there first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PackageTable {

  private final String root;
  private final Map<String, String> mayUse;

  /** The service's classes, without those of its tests. */
  protected final JavaClasses service;

  /**
   * A service.
   *
   * @param root its package
   * @param mayUse by package below the root, the others that it may use, with blanks between them; the
   *     package {@code app} may use all, and is used by none
   */
  protected PackageTable(String root, Map<String, String> mayUse) {
    this.root = root;
    this.mayUse = Map.copyOf(mayUse);
    this.service =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
  }

  /** Whole names of packages below the root. */
  protected String[] in(String... packages) {
    return Stream.of(packages).map(name -> root + "." + name).toArray(String[]::new);
  }

  protected List<Arguments> packages() {
    return mayUse.entrySet().stream()
        .map(row -> Arguments.of(row.getKey(), row.getValue()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("packages")
  protected void packageUsesOnlyWhatItMay(String name, String allowed) {
    String[] may = in((name + " " + allowed).strip().split(" +", -1));
    noClasses()
        .that()
        .resideInAnyPackage(in(name))
        .should()
        .dependOnClassesThat(resideInAnyPackage(root + "..").and(not(resideInAnyPackage(may))))
        .check(service);
  }

  @Test
  protected void everyPackageHasItsRow() {
    classes()
        .that()
        .resideOutsideOfPackages(root, root + ".app..")
        .should()
        .resideInAnyPackage(in(mayUse.keySet().toArray(String[]::new)))
        .check(service);
  }

  /** What XID codes mean is data, as the domain is. */
  @Test
  protected void domainImportsTheJavaPlatformAlone() {
    classes()
        .that()
        .resideInAnyPackage(in("domain.."))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "org.dubnium.common.xid", root + ".domain..")
        .check(service);
  }

  @Test
  protected void nobodySeesTheApp() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("app.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("app.."))
        .check(service);
  }

  @Test
  protected void packagesFormNoCircle() {
    slices().matching(root + ".(*)..").should().beFreeOfCycles().check(service);
  }
}
