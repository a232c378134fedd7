package org.certpublisher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with a configuration file, a slapd and the program: what an administrator has. The
 * connection is StartTLS, verified.
 */
final class Scene {
  private final Path folder;
  private final Program program;
  private String authority = "";
  private String url;
  private String bind;
  private String tls;
  private String entries =
      "base: \"%s\", filter: \"(objectClass=person)\", match: [ mail ]".formatted(Slapd.PEOPLE);
  private String profile =
      "attributes: [ userCertificate, userSMIMECertificate ]\nprofile: smime-encryption";
  private String policy = "mode: full";
  private Path state;
  private String status = "none";

  Scene(Path folder, Slapd slapd) {
    this(folder, slapd.url(), slapd.passwordFile(), slapd.authority());
  }

  /** Another server with the same suffix, container and publisher. */
  Scene(Path folder, String url, Path password, Path trust) {
    this.folder = folder;
    this.state = folder.resolve("state");
    this.url = url;
    this.bind =
        "method: simple, dn: \"%s\", password-file: \"%s\"".formatted(Slapd.PUBLISHER, password);
    this.tls = "trust: \"" + trust + "\"";
    this.program = new Program(folder);
  }

  /** The CA is kept by {@code openssl ca}, and its database alone says what is revoked. */
  Scene openssl(Path certificate, Path database, Path certificates) {
    authority =
        """
            certificates: [ "%s" ]
            source: { type: openssl, database: "%s", certificates: "%s" }
        """
            .formatted(certificate, database, certificates);
    return this;
  }

  /** The generated CA, without a revocation list. */
  Scene generated(GeneratedCa ca) {
    return openssl(ca.certificate(), ca.database(), ca.certificates());
  }

  /** The CA exports to a folder. */
  Scene folder(Path certificate, Path exported) {
    authority =
        """
            certificates: [ "%s" ]
            source: { type: folder, path: "%s" }
        """
            .formatted(certificate, exported);
    return this;
  }

  /** A revocation list is read, too. */
  Scene crl(Path crl) {
    authority += "    revocation: { crls: [ \"" + crl + "\" ] }\n";
    return this;
  }

  /** Revocation lists are read as these keys say. */
  Scene revocation(String keys) {
    authority += "    revocation: { " + keys + " }\n";
    return this;
  }

  /** The authority itself is published; further lines of the publication. */
  Scene authorities(String lines) {
    profile = "profile: ca\n" + lines;
    return this;
  }

  /** Connects to another address. */
  Scene url(String other) {
    url = other;
    return this;
  }

  /** Without TLS. */
  Scene inClear() {
    tls = "tls: none";
    return this;
  }

  /** Binds with the password in another file. */
  Scene password(Path file) {
    return bind(
        "method: simple, dn: \"%s\", password-file: \"%s\"".formatted(Slapd.PUBLISHER, file));
  }

  /** Binds otherwise: what stands between the braces of {@code bind}. */
  Scene bind(String keys) {
    bind = keys;
    return this;
  }

  /** Other entries: what stands between the braces of {@code entries}. */
  Scene entries(String keys) {
    entries = keys;
    return this;
  }

  /** Other lines of the publication than {@code mode: full}, without indentation. */
  Scene policy(String lines) {
    policy = lines;
    return this;
  }

  /** Keeps its state elsewhere. */
  Scene state(Path other) {
    state = other;
    return this;
  }

  /** The daemon answers there; by default nowhere, for several run at a time. */
  Scene status(String listen) {
    status = listen;
    return this;
  }

  /** Where the configuration is written. */
  Path settings() {
    return folder.resolve("publisher.yaml");
  }

  /** Starts the program with a further variable in its environment. */
  Scene environment(String name, String value) {
    program.environment(name, value);
    return this;
  }

  /** Writes the configuration; without this call the old one stays. */
  Scene write() {
    try {
      Files.writeString(settings(), text());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    return """
    state: { url: "jdbc:h2:file:%s" }
    authorities:
      - name: corp-ca
    %sdirectories:
      - name: corp
        type: auto
        urls: [ "%s" ]
        %s
        bind: { %s }
        entries: { %s }
    publications:
      - name: smime
        authorities: [ corp-ca ]
        directory: corp
    %s%sstatus: { listen: "%s" }
    """
        .formatted(
            state, authority, url, tls, bind, entries, profile.indent(4), policy.indent(4), status);
  }

  /** Runs a command with this configuration. */
  Program.Result run(String... arguments) {
    return program.run(withSettings(arguments));
  }

  /** Runs a command that is to end with this exit code. */
  Program.Result run(int exit, String command) {
    Program.Result result = run(command);
    assertThat(result.exit()).as(result.all()).isEqualTo(exit);
    return result;
  }

  /** Starts a command with this configuration. */
  Program.Running start(String... arguments) {
    return program.start(withSettings(arguments));
  }

  private String[] withSettings(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--config", settings().toString()));
    all.addAll(List.of(arguments));
    return all.toArray(new String[0]);
  }
}
