package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.certpublisher.cert.Sha256;

/**
 * A provisioned domain that was never started, kept below {@code target} and copied for each test:
 * provisioning takes 6 s, a copy 0.1 s. Its name holds the commands that made it and Samba's
 * version, so a change of either makes another.
 */
final class SambaTemplate {
  private static final String TOOL = "/usr/bin/samba-tool";
  private static final String USER_CERTIFICATE = "bf967a7f-0de6-11d0-a285-00aa003049e2";
  private static final String USER_SMIME_CERTIFICATE = "e16a9db2-403c-11d1-a9c0-0000f80367c1";

  /** By their schemaIDGUID: user, inetOrgPerson, contact. */
  private static final List<String> CLASSES =
      List.of(
          "bf967aba-0de6-11d0-a285-00aa003049e2",
          "4828cc14-1437-45bc-9b07-ad6f015e5f28",
          "5cb41ed0-0e4c-11d0-a286-00aa003049e2");

  private static final List<String> PROVISION =
      List.of(
          "domain provision --server-role=dc --realm=EXAMPLE.COM --domain=EXAMPLE --use-rfc2307",
          "--dns-backend=NONE --host-name=dc1 --host-ip=127.0.0.1 --adminpass=Provision-1");
  private static final String ANY_PASSWORD =
      "domain passwordsettings set --complexity=off --min-pwd-length=1 --min-pwd-age=0"
          + " --max-pwd-age=0 --history-length=0";

  private SambaTemplate() {}

  /** Copies the domain to where nothing is yet: its folders private, state and so on. */
  static void copyTo(Path folder) {
    Root.run(folder, "cp", "-a", made() + "/.", folder.toString());
  }

  private static Path made() {
    Path target = Path.of(System.getProperty("basedir", "."), "target").toAbsolutePath();
    Path made = target.resolve("samba-" + digest());
    try {
      Files.createDirectories(target);
      try (FileChannel lock =
              FileChannel.open(
                  target.resolve("samba.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        if (held.isValid() && !Files.exists(made)) {
          Path fresh = Files.createTempDirectory(target, "samba-");
          provision(fresh);
          Files.move(fresh, made);
        }
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest() {
    Commands.installed("/usr/sbin/samba", "samba-ad-dc");
    Commands.installed(TOOL, "samba-common-bin");
    String version = Commands.run(Path.of("/"), "/usr/sbin/samba", "--version");
    String recipe = version + PROVISION + ANY_PASSWORD + aces("") + SambaAd.PUBLISHER;
    return Sha256.of(recipe.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 16);
  }

  private static void provision(Path folder) {
    List<String> command = new ArrayList<>(List.of("--targetdir=" + folder));
    command.addAll(0, words(String.join(" ", PROVISION)));
    tool(folder, command);
    Path settings = folder.resolve("etc/smb.conf");
    onDomain(folder, settings, words(ANY_PASSWORD));
    onDomain(
        folder, settings, List.of("user", "setpassword", "Administrator", "--newpassword=" + pw()));
    onDomain(folder, settings, List.of("ou", "add", "OU=People"));
    for (String account : List.of("publisher", "reader")) {
      onDomain(folder, settings, List.of("user", "create", account, pw()));
    }
    String shown =
        onDomain(folder, settings, List.of("user", "show", "publisher", "--attributes=objectSid"));
    String sid = shown.replaceFirst("(?s).*objectSid: (\\S+).*", "$1");
    onDomain(
        folder,
        settings,
        List.of("dsacl", "set", "--objectdn=" + SambaAd.PEOPLE, "--sddl=" + aces(sid)));
  }

  private static String pw() {
    return Slapd.PASSWORD;
  }

  /** What lets the account write the two attributes of users, inetOrgPersons and contacts. */
  private static String aces(String sid) {
    StringBuilder aces = new StringBuilder();
    for (String entries : CLASSES) {
      for (String attribute : List.of(USER_CERTIFICATE, USER_SMIME_CERTIFICATE)) {
        aces.append("(OA;CIIO;WP;%s;%s;%s)".formatted(attribute, entries, sid));
      }
    }
    return aces.toString();
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  /** Runs samba-tool on the files of a domain. */
  static String onDomain(Path folder, Path settings, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--configfile=" + settings);
    if (!arguments.contains("exportkeytab")) {
      all.add("-H");
      all.add(folder.resolve("private/sam.ldb").toString());
    }
    return tool(folder, all);
  }

  private static String tool(Path folder, List<String> arguments) {
    // The first python3 on the path may be another than the one that has Samba's modules.
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", TOOL));
    command.addAll(arguments);
    return Root.run(folder, command.toArray(new String[0]));
  }
}
