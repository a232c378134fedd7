package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certpublisher.cert.Der;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved plan is applied as it was read, or not at all. */
final class SavedPlanIT {
  private static final int PEOPLE = 20;

  @TempDir private Path folder;
  private Slapd slapd;
  private People people;
  private GeneratedCa ca;
  private Scene scene;
  private Path plan;

  @BeforeEach
  void planned() {
    ca = GeneratedCa.create(folder.resolve("ca"), PEOPLE);
    slapd = new Slapd(folder.resolve("slapd")).notDurable().seedPeople(PEOPLE).start();
    people = new People(slapd);
    scene = new Scene(folder, slapd).generated(ca).write();
    plan = folder.resolve("saved.plan");
    Program.Result planned = scene.run("plan", "--out", plan.toString());
    assertThat(planned.exit()).as(planned.all()).isEqualTo(2);
    assertThat(plan).isRegularFile();
  }

  @AfterEach
  void stop() {
    slapd.close();
  }

  @Test
  void itIsAppliedAndNothingIsLeft() {
    Program.Result apply = scene.run("apply", plan.toString());

    assertThat(apply.exit()).as(apply.all()).isZero();
    assertThat(slapd.modifications()).isEqualTo(PEOPLE);
    assertThat(scene.run("plan").exit()).isZero();
  }

  @Test
  void onceTamperedWithItIsRefused() throws IOException {
    String text = Files.readString(plan);
    Files.writeString(plan, text.replace("uid=u000003,", "uid=u000004,"));

    Program.Result apply = scene.run("apply", plan.toString());

    assertThat(apply.exit()).as(apply.all()).isEqualTo(1);
    assertThat(apply.err()).contains(plan.toString());
    assertThat(slapd.modifications()).isZero();
  }

  @Test
  void anEntryThatChangedSinceIsLeftAlone() {
    Der other = Der.copyOf("written in between".getBytes(StandardCharsets.UTF_8));
    people.add("u000003", "userSMIMECertificate", other);

    Program.Result apply = scene.run("apply", plan.toString());

    assertThat(apply.exit()).as(apply.all()).isEqualTo(2);
    assertThat(apply.out()).contains("uid=u000003,");
    assertThat(people.read("u000003").userSmimeCertificate()).containsExactly(other);
    assertThat(people.read("u000003").userCertificate()).isEmpty();
    assertThat(people.read("u000004").userCertificate()).hasSize(1);
  }

  @Test
  void whatIsRevokedSinceIsNotPublished() {
    ca.writeIndex(PEOPLE, 1);

    Program.Result apply = scene.run("apply", plan.toString());

    assertThat(apply.exit()).as(apply.all()).isIn(0, 1, 2);
    assertThat(people.read("u000000").userCertificate()).isEmpty();
    assertThat(people.read("u000000").userSmimeCertificate()).isEmpty();
  }
}
