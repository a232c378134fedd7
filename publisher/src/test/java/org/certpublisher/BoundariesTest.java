package org.certpublisher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The walls of the design. Only ever tightened. */
@AnalyzeClasses(
    packages = "org.certpublisher",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class BoundariesTest {
  private static final String ROOT = "org.certpublisher";
  private static final String[] PURE = {
    in("cert") + "..", in("cms"), in("plan") + "..", in("client"), in("report")
  };

  /** Each package may import only those to the left of it. */
  private static final String[] ORDER = {
    "cert",
    "cms",
    "source",
    "directory",
    "state",
    "client",
    "plan",
    "report",
    "reconcile",
    "config",
    "daemon",
    "demo",
    "cli"
  };

  /** The same among the packages of one trade. */
  private static final String[] CERT_ORDER = {
    "cert.asn1", "cert", "cert.match", "cert.x509", "cert.authority"
  };

  private static final String[] RECONCILE_ORDER = {
    "reconcile.planfile",
    "reconcile.inventory",
    "reconcile.publishing",
    "reconcile.creation",
    "reconcile.planning",
    "reconcile.undo",
    "reconcile"
  };

  private static String in(String name) {
    return ROOT + "." + name;
  }

  @ArchTest
  static void packagesImportOnlyToTheLeft(JavaClasses classes) {
    importOnlyToTheLeft(ORDER, "..", classes);
  }

  @ArchTest
  static void certificatesAreReadAboveTheirValuesAndJudgedAboveBoth(JavaClasses classes) {
    importOnlyToTheLeft(CERT_ORDER, "", classes);
  }

  @ArchTest
  static void readingAndPublishingKnowNothingOfTheRun(JavaClasses classes) {
    importOnlyToTheLeft(RECONCILE_ORDER, "", classes);
  }

  private static void importOnlyToTheLeft(String[] order, String below, JavaClasses classes) {
    for (int left = 0; left < order.length; left++) {
      for (int right = left + 1; right < order.length; right++) {
        noClasses()
            .that()
            .resideInAPackage(in(order[left]) + below)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(in(order[right]) + below)
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @ArchTest
  static final ArchRule sourceAndDirectoryDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage(in("directory") + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(in("source") + "..");

  @ArchTest
  static final ArchRule adaptersAreImportedOnlyWhereTheProgramIsWired =
      noClasses()
          .that()
          .resideInAnyPackage(
              in("cert") + "..",
              in("cms"),
              in("source"),
              in("directory"),
              in("state"),
              in("client"),
              in("plan") + "..",
              in("report"),
              in("reconcile") + "..",
              in("config") + "..",
              in("daemon") + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              in("source") + ".*..", in("directory") + ".*..", in("state") + ".*..");

  @ArchTest
  static final ArchRule onePackageOfTheCommandLineKnowsTheAdapters =
      noClasses()
          .that()
          .resideInAPackage(in("cli") + "..")
          .and()
          .resideOutsideOfPackage(in("cli.wiring"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              in("source") + ".*..", in("directory") + ".*..", in("state") + ".*..");

  @ArchTest
  static final ArchRule thePureCoreDoesNoInputAndOutput =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.nio.file..",
                      "java.net..",
                      "java.sql..",
                      "java.util.concurrent..",
                      "org.slf4j..",
                      "ch.qos.logback..")
                  .or(
                      com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(
                          java.io.File.class,
                          java.io.FileInputStream.class,
                          java.io.FileOutputStream.class,
                          java.util.Random.class,
                          java.security.SecureRandom.class))
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                              "java.util.concurrent.atomic"))));

  @ArchTest
  static final ArchRule thePureCoreHasNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Instant.class, "now", Clock.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule onlyTheLdapAdaptersAndTheDemoKnowTheLdapLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              in("directory.ldap") + "..", in("source.ldap") + "..", in("demo") + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.unboundid..");

  @ArchTest
  static final ArchRule bouncyCastleOnlyWhereBytesAreParsedOrMade =
      noClasses()
          .that()
          .resideOutsideOfPackages(in("cert.authority"), in("cms"), in("demo") + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule quartzIsOnlyInTheDaemon =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("daemon") + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.quartz..");

  @ArchTest
  static final ArchRule theStatusAloneIsToldOverHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("daemon.status"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.net.httpserver..", "io.prometheus..");

  @ArchTest
  static final ArchRule onlyThePublisherModifiesADirectory =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(in("reconcile.publishing") + ".Publisher")
          .and()
          .resideOutsideOfPackage(in("directory") + "..")
          .should()
          .callMethod(org.certpublisher.directory.Directory.class, "modify", java.util.List.class);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingStaticChanges = fields().that().areStatic().should().beFinal();
}
