package org.certpublisher.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.certpublisher.cert.Der;
import org.certpublisher.directory.AttributeChange;
import org.certpublisher.directory.DirectoryDescription;
import org.certpublisher.directory.EntryChange;
import org.certpublisher.directory.Spelling;
import org.certpublisher.directory.StoredValue;
import org.certpublisher.plan.Action;
import org.certpublisher.plan.Judgement;
import org.certpublisher.report.Wording.ChangeKind;

/**
 * The changes as they would be or were sent, for {@code ldapmodify -f} (RFC 2849), with the reason
 * of each as a comment. Pure ASCII, lines of at most 76 characters. What the program does besides
 * it cannot say: that the entry must still be as it was when it was read.
 */
public final class LdifReport implements ReportFormat {
  private static final int WIDTH = 76;

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Output.write(
        out,
        output -> {
          Summary.Scope scope = report.summary().scope();
          line(output, "version: 1");
          comment(
              output, "Publication " + scope.publication() + ", " + Wording.moment(scope.now()));
          comment(output, "for " + scope.directory().server() + " at " + scope.directory().url());
          comment(output, Wording.result(report.summary()));
          report.rows().changes((change, why) -> change(output, change, why, scope.directory()));
        });
  }

  private static void change(
      Output out, EntryChange change, List<Judgement> judgements, DirectoryDescription directory) {
    out.print("\n");
    comment(out, ChangeKind.of(change).mark() + " " + change.dn());
    for (Judgement one : judgements) {
      if (one.action() == Action.PUBLISH || one.action() == Action.WITHDRAW) {
        ChangeKind kind = one.action() == Action.PUBLISH ? ChangeKind.PUBLISH : ChangeKind.WITHDRAW;
        comment(out, "  " + kind.mark() + " " + Wording.certificate(one.subject()));
        comment(out, "    " + one.why());
      }
    }
    line(out, isSafe(change.dn()) ? "dn: " + change.dn() : "dn:: " + base64(change.dn()));
    if (change.frame().removed()) {
      line(out, "changetype: delete");
      return;
    }
    line(out, "changetype: " + (change.frame().created() ? "add" : "modify"));
    frame(out, change.frame());
    for (AttributeChange attribute : change.attributes()) {
      Spelling spelling =
          directory
              .spellings()
              .getOrDefault(attribute.attribute(), Spelling.plain(attribute.attribute()));
      if (change.frame().created()) {
        values(out, spelling.description(), published(attribute));
      } else if (spelling.singleValues()) {
        valueByValue(out, attribute, spelling.description());
      } else {
        wholeSets(out, attribute, spelling.description());
      }
    }
  }

  private static void frame(Output out, EntryChange.Frame frame) {
    if (!frame.created() && !frame.classes().isEmpty()) {
      line(out, "add: objectClass");
    }
    frame.classes().forEach(one -> line(out, "objectClass: " + one));
    if (!frame.created() && !frame.classes().isEmpty()) {
      line(out, "-");
    }
    frame.others().forEach((name, all) -> all.forEach(one -> attribute(out, name, one)));
  }

  private static void attribute(Output out, String name, Der value) {
    String text = new String(value.toBytes(), StandardCharsets.UTF_8);
    line(out, isSafe(text) ? name + ": " + text : name + ":: " + value.toBase64());
  }

  /** Deletions first: OpenLDAP takes two certificates of one serial number for the same value. */
  private static void valueByValue(Output out, AttributeChange change, String description) {
    byDescription(change.withdraw().stream().map(AttributeChange.Withdrawal::value).toList())
        .forEach((stored, values) -> modification(out, "delete", stored, values));
    if (!change.publish().isEmpty()) {
      modification(out, "add", description, published(change));
    }
  }

  private static void wholeSets(Output out, AttributeChange change, String description) {
    Map<String, Set<Der>> sets = byDescription(change.kept());
    Set<String> touched = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    change.withdraw().forEach(gone -> touched.add(gone.value().description()));
    if (!change.publish().isEmpty()) {
      touched.add(description);
      sets.computeIfAbsent(description, absent -> new LinkedHashSet<>()).addAll(published(change));
    }
    for (String one : touched) {
      modification(out, "replace", one, sets.getOrDefault(one, Set.of()));
    }
  }

  private static Set<Der> published(AttributeChange change) {
    Set<Der> values = new LinkedHashSet<>();
    change.publish().forEach(one -> values.add(one.bytes()));
    return values;
  }

  private static Map<String, Set<Der>> byDescription(List<StoredValue> values) {
    Map<String, Set<Der>> sets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (StoredValue value : values) {
      sets.computeIfAbsent(value.description(), absent -> new LinkedHashSet<>()).add(value.bytes());
    }
    return sets;
  }

  private static void modification(
      Output out, String kind, String description, Collection<Der> values) {
    line(out, kind + ": " + description);
    values(out, description, values);
    line(out, "-");
  }

  private static void values(Output out, String description, Collection<Der> values) {
    values.forEach(value -> line(out, description + ":: " + value.toBase64()));
  }

  private static void comment(Output out, String text) {
    StringBuilder ascii = new StringBuilder("# ");
    Visible.of(text)
        .codePoints()
        .forEach(
            point -> {
              if (point > '~') {
                ascii.append(Visible.number(point));
              } else {
                ascii.appendCodePoint(point);
              }
            });
    line(out, ascii.toString());
  }

  /** RFC 2849, SAFE-STRING; besides, nothing that does not show itself, and no blank at the end. */
  private static boolean isSafe(String text) {
    return !text.isEmpty()
        && " :<".indexOf(text.charAt(0)) < 0
        && !text.endsWith(" ")
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void line(Output out, String text) {
    int end = Math.min(WIDTH, text.length());
    out.print(text.substring(0, end), "\n");
    while (end < text.length()) {
      int next = Math.min(end + WIDTH - 1, text.length());
      out.print(" ", text.substring(end, next), "\n");
      end = next;
    }
  }
}
