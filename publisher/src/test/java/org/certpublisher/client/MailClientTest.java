package org.certpublisher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.client.MailClient.EVOLUTION;
import static org.certpublisher.client.MailClient.GPGSM;
import static org.certpublisher.client.MailClient.OUTLOOK;
import static org.certpublisher.client.MailClient.THUNDERBIRD;
import static org.certpublisher.directory.CertificateAttribute.USER_CERTIFICATE;
import static org.certpublisher.directory.CertificateAttribute.USER_SMIME_CERTIFICATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.certpublisher.cert.Certificate;
import org.certpublisher.cert.Mailbox;
import org.certpublisher.directory.HeldCertificate;
import org.certpublisher.testing.ClientCases;
import org.certpublisher.testing.ClientCases.ClientCase;
import org.certpublisher.testing.TestCa;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The entries that were measured on the clients, and what vendors' documents say. */
final class MailClientTest {
  private static final Instant NOW = TestCa.NOW;

  /** Which of the values of each case a client picks; - is none. Columns in the enum's order. */
  private static final String PICKS =
      """
      # tb gpgsm evo neomutt openssl outlook owa oab apple zimbra
      alice 1 1 1 1 1 1 1 1 1 1
      bob   1 1 1 1 1 1 1 1 1 1
      carol - - - - 1 1 1 1 1 1
      grace - - - - 1 1 1 1 1 1
      dave  2 - - 2 2 2 2 2 2 2
      dave2 1 1 1 1 1 1 1 1 1 1
      erin  - - - - - - - - - -
      frank 2 - 1 2 2 2 2 2 1 2
      heidi 2 1 1 1 1 1 1 1 1 1
      ellen 1 - - - - - - - - -
      ivan  - - 1 - 1 1 1 1 - 1
      none  - - - - - - - - - -
      judy  - - 1 - - - - - - -
      kate  - 1 1 - - - - - - -
      liam  1 1 1 1 1 - - - 1 1
      mona  1 1 1 1 1 - - - 1 1
      nina  - 1 1 - - - - - 1 -
      oleg  - 1 1 1 - - - - 1 1
      petra - - 1 - - - - - - -
      quinn 1 1 1 1 1 1 1 1 - 1
      rosa  - - 1 - - - - - 1 -
      """;

  private static final ClientCases CASES = ClientCases.at(NOW);
  private static final TestCa CA = TestCa.create("corp-ca");
  private static final String ADDRESS = "alice@example.com";
  private static final Certificate VALID = CA.issue(ADDRESS);
  private static final Certificate EXPIRED =
      CA.leaf(ADDRESS).valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1))).issue();

  @TestFactory
  List<DynamicTest> everyClientPicksAsMeasured() {
    List<DynamicTest> tests = new ArrayList<>();
    PICKS.lines().skip(1).map(line -> line.split(" +")).forEach(row -> tests.addAll(tests(row)));
    assertThat(tests).hasSize(CASES.all().size() * MailClient.values().length);
    return tests;
  }

  private static List<DynamicTest> tests(String[] row) {
    ClientCase one = CASES.find(row[0]).orElseThrow();
    MailClient[] clients = MailClient.values();
    return IntStream.range(0, clients.length)
        .mapToObj(
            column ->
                DynamicTest.dynamicTest(
                    row[0] + " " + clients[column].word(),
                    () -> {
                      Pick pick = clients[column].pick(one.lookUp(NOW));
                      String number =
                          pick.certificate().map(one::number).map(String::valueOf).orElse("-");
                      assertThat(number).as(pick.why()).isEqualTo(row[1 + column]);
                    }))
        .toList();
  }

  private static HeldCertificate plain(Certificate certificate) {
    return new HeldCertificate(USER_CERTIFICATE, "userCertificate;binary", certificate.summary());
  }

  private static HeldCertificate smime(Certificate certificate) {
    return new HeldCertificate(
        USER_SMIME_CERTIFICATE, "userSMIMECertificate", certificate.summary());
  }

  private static Pick pick(MailClient client, HeldCertificate... held) {
    return client.pick(new LookUp(Mailbox.of("Alice@example.com"), List.of(held), NOW));
  }

  private static Set<MailClient> able(HeldCertificate... held) {
    Set<MailClient> able = EnumSet.noneOf(MailClient.class);
    for (MailClient client : MailClient.values()) {
      if (pick(client, held).certificate().isPresent()) {
        able.add(client);
      }
    }
    return able;
  }

  @Test
  void aPlainAttributeNameIsInvisibleToThunderbirdAlone() {
    HeldCertificate plain =
        new HeldCertificate(USER_CERTIFICATE, "userCertificate", VALID.summary());
    assertThat(able(plain)).doesNotContain(THUNDERBIRD).contains(GPGSM, EVOLUTION, OUTLOOK);
    assertThat(pick(THUNDERBIRD, plain).why())
        .isEqualTo(
            "cannot encrypt, because the server names it userCertificate without ;binary, and it"
                + " asks for nothing else");
    HeldCertificate lower =
        new HeldCertificate(USER_CERTIFICATE, "usercertificate;BINARY", VALID.summary());
    assertThat(able(lower)).contains(THUNDERBIRD);
  }

  @Test
  void aStaleSecondAttributeShadowsTheFirstForOutlookAndNotInTheAddressBook() {
    assertThat(able(plain(VALID), smime(EXPIRED)))
        .doesNotContain(OUTLOOK)
        .contains(MailClient.OWA_2003, MailClient.EXCHANGE_ADDRESS_BOOK, THUNDERBIRD);
    assertThat(pick(OUTLOOK, plain(VALID), smime(EXPIRED)).why())
        .isEqualTo(
            "cannot encrypt, because it refuses "
                + EXPIRED.summary().serialHex()
                + " in userSMIMECertificate, which it reads first: it has expired"
                + " (by its documents, not measured)");
  }

  @Test
  void aStaleFirstAttributeShadowsTheSecondForOwaOf2003() {
    assertThat(able(plain(EXPIRED), smime(VALID)))
        .doesNotContain(MailClient.OWA_2003)
        .contains(OUTLOOK);
  }

  @Test
  void whereTheOrderOfValuesMattersItSaysThatNobodyPromisesOne() {
    String promise = "; it sees only the first of 2 values, in an order that no server promises";
    assertThat(pick(GPGSM, plain(EXPIRED), plain(VALID)).why())
        .endsWith("it has expired" + promise);
    assertThat(pick(EVOLUTION, plain(VALID), plain(EXPIRED)).why())
        .isEqualTo("would pick " + VALID.summary().serialHex() + promise);
    assertThat(pick(GPGSM, plain(VALID)).why()).doesNotContain("order");
    assertThat(pick(GPGSM, plain(EXPIRED), plain(EXPIRED)).why()).doesNotContain("order");
  }

  @Test
  void whatIsNotThereIsSaidByTheNameOfTheAttribute() {
    assertThat(pick(GPGSM, smime(VALID)).why())
        .isEqualTo("cannot encrypt, because there is no userCertificate");
    assertThat(pick(OUTLOOK).why())
        .startsWith("cannot encrypt, because there is neither userCertificate nor");
  }
}
