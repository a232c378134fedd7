package org.certpublisher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certpublisher.report.GoldenFile.text;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds of every format. */
final class ReportFormatTest {
  static final List<ReportFormat> FORMATS =
      List.of(
          new TextReport(true),
          new JsonReport(),
          new CsvReport(),
          new LdifReport(),
          new HtmlReport());

  @ParameterizedTest
  @FieldSource("FORMATS")
  void theSameReportGivesTheSameCharacters(ReportFormat format) {
    assertThat(text(format, SampleReport.run())).isEqualTo(text(format, SampleReport.run()));
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void aFullDiskComesOutAsItself(ReportFormat format) {
    for (int after : new int[] {0, 1_000, 9_000}) {
      assertThatThrownBy(() -> format.write(SampleReport.many(500), new Disk(after)))
          .isInstanceOf(IOException.class)
          .hasMessage("no space left on device");
    }
  }

  /** Takes so many characters and no more. */
  private static final class Disk extends Writer {
    private int left;

    Disk(int left) {
      this.left = left;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
