package org.certpublisher.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.certpublisher.cli.command.Exit;
import org.certpublisher.cli.command.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page, man(7), made of what the commands say of themselves. */
@Command(name = "man", hidden = true, description = "Prints the manual page in the form of man(7).")
final class ManCommand implements Callable<Integer> {
  private final Session session;

  @Spec private CommandSpec command = CommandSpec.create();

  ManCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PrintStream out = session.console().out();
    CommandSpec root = command.root();
    out.println(".TH CERT-PUBLISHER 8 \"\" \"Cert Publisher\" \"System Administration\"");
    out.println(".SH NAME\ncert-publisher \\- publishes certificates in LDAP directories");
    out.println(".SH SYNOPSIS\n.B cert-publisher\n[\\-\\-config FILE] COMMAND [OPTIONS]");
    out.println(".SH DESCRIPTION");
    texts(root.usageMessage().description(), out);
    out.println(".SH COMMANDS");
    root.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(one -> !one.usageMessage().hidden())
        .forEach(one -> command(one, out));
    out.println(".SH FILES\n.TP\n.I /etc/cert-publisher/publisher.yaml");
    out.println("The configuration, unless \\-\\-config or CERT_PUBLISHER_CONFIG names another.");
    out.println(
        ".TP\n.I /var/lib/cert-publisher\nThe state, unless state.url names another place.");
    footer(root, out);
    out.flush();
    return Exit.DONE;
  }

  private static void command(CommandSpec of, PrintStream out) {
    out.println(".SS " + escaped("cert-publisher " + of.name() + synopsis(of)));
    texts(of.usageMessage().description(), out);
    for (PositionalParamSpec parameter : of.positionalParameters()) {
      term("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter.description(), out);
    }
    of.options().stream()
        .filter(option -> !option.hidden() && !option.inherited())
        .forEach(option -> term(names(option), option.description(), out));
    footer(of, out);
  }

  private static String synopsis(CommandSpec of) {
    StringBuilder text = new StringBuilder(of.options().isEmpty() ? "" : " [OPTIONS]");
    of.positionalParameters()
        .forEach(
            one ->
                text.append(
                    one.arity().min() == 0
                        ? " [" + one.paramLabel() + "]"
                        : " " + one.paramLabel()));
    return text.toString();
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", List.of(option.names()));
    boolean value = option.arity().max() > 0;
    return "\\fB"
        + escaped(names)
        + "\\fR"
        + (value ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : "");
  }

  private static void term(String name, String[] description, PrintStream out) {
    out.println(".TP\n" + name);
    texts(description, out);
  }

  private static void texts(String[] texts, PrintStream out) {
    for (String text : texts) {
      out.println(line(text));
    }
  }

  /** What stands below a command's help, its lines as they are. */
  private static void footer(CommandSpec of, PrintStream out) {
    out.println(".PP\n.nf");
    for (String text : of.usageMessage().footer()) {
      out.println(text.isEmpty() ? ".sp" : line(text));
    }
    out.println(".fi");
  }

  private static String line(String text) {
    String escaped = escaped(Ansi.OFF.string(text));
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
