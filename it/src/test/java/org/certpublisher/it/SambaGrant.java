package org.certpublisher.it;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command for rights that check and denied changes print. */
final class SambaGrant {
  /** As it stands in a text. */
  static final Pattern COMMAND =
      Pattern.compile("samba-tool dsacl set --objectdn=\"([^\"]*)\" --sddl=\"([^\"]*)\"");

  private SambaGrant() {}

  /** Runs the one that stands in a text. */
  static void run(SambaAd samba, String text) {
    Matcher command = COMMAND.matcher(text);
    if (!command.find()) {
      throw new AssertionError("no command in " + text);
    }
    samba.tool("dsacl", "set", "--objectdn=" + command.group(1), "--sddl=" + command.group(2));
  }
}
