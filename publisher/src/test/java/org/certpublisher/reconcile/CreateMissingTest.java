package org.certpublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.RevocationReason;
import org.certpublisher.directory.Directory;
import org.certpublisher.plan.Policy;
import org.certpublisher.plan.State;
import org.certpublisher.plan.creation.Template;
import org.certpublisher.report.CsvReport;
import org.certpublisher.report.JsonReport;
import org.certpublisher.report.LdifReport;
import org.junit.jupiter.api.Test;

/** Entries that are made for certificates whose mailboxes find none. */
final class CreateMissingTest extends MadeEntries {
  @Test
  void withoutATemplateACertificateWithoutAnEntryIsAFindingAsBefore() throws Exception {
    scene.missing = Optional.empty();
    issue("anna@example.com");
    assertThat(applied()).isZero();
    assertThat(count(State.NO_ENTRY)).isOne();
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void anEntryIsMadeWithItsCertificateInOneOperationAndThenLeftAlone() throws Exception {
    Certificate anna = issue("anna@example.com");
    assertThat(Scene.code(scene.plan())).isEqualTo(2);
    assertThat(scene.directory.windows()).isEmpty();
    assertThat(applied()).isZero();
    assertThat(held(ANNA)).containsExactly(anna.der());
    assertThat(sent().attributes()).hasSize(2);
    assertThat(sent().frame().classes())
        .containsExactly("top", "person", "organizationalPerson", "inetOrgPerson");
    assertThat(applied()).isZero();
    assertThat(scene.directory.written()).isOne();
  }

  @Test
  void twoMailboxesOfOneCertificateAreOneEntry() throws Exception {
    issue("anna@example.com", "a.berg@example.com");
    assertThat(applied()).isZero();
    assertThat(scene.directory.select(address("a.berg@example.com"))).containsExactly(ANNA);
    assertThat(scene.directory.written()).isOne();
    assertThat(Scene.code(scene.plan())).isZero();
  }

  @Test
  void theCertificatesOfOneMailboxShareTheEntryAndTheNewestStands() throws Exception {
    issue("anna@example.com");
    Certificate newer = newer();
    assertThat(applied()).isZero();
    assertThat(held(ANNA)).containsExactly(newer.der());
    assertThat(scene.directory.written()).isOne();
  }

  @Test
  void aMailboxThatFindsAnEntryBringsTheCertificateThereAndMakesNone() throws Exception {
    scene.people(1);
    Certificate both = issue(Scene.mail(0), "anna@example.com");
    assertThat(applied()).isZero();
    assertThat(scene.held(0)).contains(both.der());
    assertThat(has(ANNA)).isFalse();
    assertThat(count(State.NO_ENTRY)).isOne();
  }

  @Test
  void aMailboxThatFindsSeveralEntriesMakesNone() throws Exception {
    scene.directory.person("uid=a,dc=example", "anna@example.com");
    scene.directory.person("uid=b,dc=example", "anna@example.com");
    issue("anna@example.com", "other@example.com");
    assertThat(applied()).isZero();
    assertThat(count(State.AMBIGUOUS)).isOne();
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void onlyAGoodCertificateMakesAnEntry() throws Exception {
    scene.source.revoke(scene.ca.issue("anna@example.com"), RevocationReason.KEY_COMPROMISE);
    scene.source.add(
        scene
            .ca
            .leaf("bert@example.com")
            .valid(scene.now.minus(Duration.ofDays(9)), scene.now.minus(Duration.ofDays(1)))
            .issue());
    scene.source.add(
        scene
            .ca
            .leaf("carl@example.com")
            .valid(scene.now.plus(Duration.ofDays(1)), scene.now.plus(Duration.ofDays(9)))
            .issue());
    assertThat(applied()).isZero();
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void anEntryDeletedByHandIsMadeAgainOnlyWhileItsCertificateIsGood() throws Exception {
    Certificate anna = issue("anna@example.com");
    applied();
    scene.directory.remove(ANNA);
    assertThat(applied()).isZero();
    assertThat(held(ANNA)).containsExactly(anna.der());
    scene.directory.remove(ANNA);
    scene.source.revoke(anna, RevocationReason.KEY_COMPROMISE);
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isFalse();
  }

  @Test
  void noEntryIsMadeWhereNoneThatWasReadShowsAMailbox() throws Exception {
    scene.directory.person("uid=a,dc=example").person("uid=b,dc=example");
    issue("anna@example.com");
    assertThat(applied()).isZero();
    assertThat(scene.directory.windows()).isEmpty();
    assertThat(count(State.NO_ENTRY)).isOne();
  }

  @Test
  void inModeReportNoneIsMadeAndInModeAddOnlyTheyAre() throws Exception {
    issue("anna@example.com");
    scene.mode = Policy.Mode.REPORT;
    scene.apply();
    assertThat(scene.directory.windows()).isEmpty();
    scene.mode = Policy.Mode.ADD_ONLY;
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isTrue();
  }

  @Test
  void onlyMeansAlsoTheEntriesToBeMade() throws Exception {
    issue("anna@example.com");
    issue("bert@example.com");
    scene.only = address("Anna@example.com");
    assertThat(applied()).isZero();
    assertThat(has(ANNA)).isTrue();
    assertThat(scene.directory.written()).isOne();
    scene.only = new Directory.Only(Directory.Only.Kind.DN, "mail=bert@example.com," + BASE);
    assertThat(applied()).isZero();
    assertThat(scene.directory.written()).isEqualTo(2);
  }

  @Test
  void anEntryThatAppearedSinceThePlanIsLeftAlone() throws Exception {
    issue("anna@example.com");
    scene.directory.beforeWindow(
        window -> {
          if (!has(ANNA)) {
            scene.directory.person(ANNA, "anna@example.com");
          }
        });
    assertThat(applied()).isEqualTo(2);
    assertThat(held(ANNA)).isEmpty();
    assertThat(applied()).isZero();
    assertThat(held(ANNA)).hasSize(1);
  }

  @Test
  void aSavedPlanMakesTheEntryUnlessItsMailboxHasFoundOneSince() throws Exception {
    issue("anna@example.com");
    issue("bert@example.com");
    Path file = temp.resolve("a.plan");
    scene.planFile = Optional.of(file);
    scene.plan();
    scene.planFile = Optional.empty();
    scene.directory.person("uid=bert,dc=example", "bert@example.com");
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    assertThat(has(ANNA)).isTrue();
    assertThat(has("mail=bert@example.com," + BASE)).isFalse();
  }

  @Test
  void aSavedPlanMakesNoEntryThatTheTemplateDoesNotSay() throws Exception {
    issue("anna@example.com");
    Path file = temp.resolve("a.plan");
    scene.planFile = Optional.of(file);
    scene.plan();
    scene.planFile = Optional.empty();
    scene.missing = Optional.of(new Template(Template.Kind.CONTACT, BASE));
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    scene.missing = Optional.empty();
    assertThat(Scene.code(scene.applyFile(file))).isEqualTo(2);
    assertThat(scene.directory.windows()).isEmpty();
  }

  @Test
  void everyFormatSaysThatTheEntryIsMade() throws Exception {
    issue("anna@example.com");
    String ldif = Formats.of(scene, new LdifReport());
    assertThat(ldif)
        .contains("dn: " + ANNA + "\nchangetype: add\nobjectClass: top\n")
        .contains("\ncn: anna\n", "\nsn: anna\n", "\nmail: anna@example.com\n")
        .contains("description: made by cert-publisher (");
    assertThat(Formats.of(scene, new CsvReport()))
        .contains("; published to both attributes; the entry is made for it");
    assertThat(Formats.of(scene, new JsonReport())).contains("\"created\": true");
  }
}
