package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certpublisher.report.GoldenFile.text;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.plan.Judgement;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
  @Test
  void thePlanReadsAsLastLookedAt() throws IOException {
    GoldenFile.assertSame("plan.html", text(new HtmlReport(), SampleReport.plan()));
  }

  @Test
  void theOnlyMarkupIsTheTemplates() {
    String html = text(new HtmlReport(), SampleReport.run());
    String rest = html.replace(HtmlReport.style(), "").replace(HtmlReport.script(), "");
    assertThat(rest.split("<script", -1)).hasSize(2);
    assertThat(rest.split("<noscript", -1)).hasSize(1);
    assertThat(rest)
        .doesNotContain("<i>none</i>mallory", "<b>\\u001b", " onmouseover=\"", "onmouseover=\"al")
        .contains("&lt;script&gt;alert(&#39;mallory&#39;)&lt;/script&gt;")
        .contains("{{name}}");
    assertThat(rest).doesNotContainPattern("<[a-z][^>]*\\son[a-z]+=");
    assertThat(rest).doesNotContainPattern("style\\s*=\\s*[\"']");
  }

  @Test
  void everyCharacterWithAMeaningInMarkupIsEscaped() {
    assertThat(HtmlReport.escape("<a href='x' b=\"y\">&amp;\u0000"))
        .isEqualTo("&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;amp;\\u0000");
  }

  @Test
  void nothingIsFetchedAndOnlyTheNamedStyleAndScriptRun() {
    String html = text(new HtmlReport(), SampleReport.plan());
    assertThat(html).doesNotContainPattern("(src|href|action|data)=[\"'](?!#)");
    assertThat(html).doesNotContain("url(", "@import", "fetch(", "XMLHttpRequest", "eval(");
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1))
        .isEqualTo(
            "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(
                    HtmlReport.hash(HtmlReport.style()), HtmlReport.hash(HtmlReport.script())));
    assertThat(html)
        .contains("<style>" + HtmlReport.style() + "</style>")
        .contains("<script>" + HtmlReport.script() + "</script>");
  }

  @Test
  void noCharacterIsHidden() {
    assertThat(text(new HtmlReport(), SampleReport.run()).codePoints().boxed())
        .allMatch(point -> point == '\n' || !Visible.isHidden(point));
  }

  @Test
  void rowsBeyondTheFirstStandAsOneTextForTheScript() {
    Report report = SampleReport.many(2_000);
    String html = text(new HtmlReport(), report);
    report
        .rows()
        .judgements(one -> assertThat(html).contains("<code>" + key(one.subject()) + "</code>"));
    String shown = html.replaceAll("(?s)<noscript>.*?</noscript>", "");
    assertThat(shown.split("<tr><td", -1).length)
        .isLessThan(2_500)
        .isLessThan(html.split("<tr><td", -1).length);
  }

  private static String key(Judgement.Subject subject) {
    String name = subject.serialNumber().isEmpty() ? subject.identity() : subject.serialNumber();
    return HtmlReport.escape(name);
  }
}
