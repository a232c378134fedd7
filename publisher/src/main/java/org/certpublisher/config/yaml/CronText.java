package org.certpublisher.config.yaml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cron expressions as Quartz reads them: seconds first, then as crontab(5), perhaps years. Checked
 * here by their text, so that a wrong one is told with its line before anything runs.
 */
public final class CronText {
  private static final String EXPECTED =
      "a cron expression of six or seven fields, seconds first, or { every: PT5M }";
  private static final Pattern NONE = Pattern.compile("(?!)");
  private static final Pattern RANGE =
      Pattern.compile("([0-9]+|[A-Z]+)(?:-([0-9]+|[A-Z]+))?(?:/([0-9]{1,4}))?");
  private static final Pattern ALL = Pattern.compile("\\*(?:/([0-9]{1,4}))?");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final int DAY = 3;
  private static final int WEEKDAY = 5;
  private static final List<Field> FIELDS =
      List.of(
          new Field("seconds", 0, 59, List.of(), NONE),
          new Field("minutes", 0, 59, List.of(), NONE),
          new Field("hours", 0, 23, List.of(), NONE),
          new Field(
              "days",
              1,
              31,
              List.of(),
              Pattern.compile("\\?|L|LW|L-([1-9]|[12][0-9]|30)|([1-9]|[12][0-9]|3[01])W")),
          new Field("months", 1, 12, MONTHS, NONE),
          new Field(
              "weekdays",
              1,
              7,
              WEEKDAYS,
              Pattern.compile("\\?|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])")),
          new Field("years", 1970, 2099, List.of(), NONE));

  private CronText() {}

  /** The expression, stripped; an {@link IllegalArgumentException} says what was expected. */
  public static String checked(String text) {
    List<String> texts =
        List.of(text.strip().toUpperCase(Locale.ROOT).split("\\s+", FIELDS.size() + 1));
    if (texts.size() < FIELDS.size() - 1 || texts.size() > FIELDS.size()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    if (texts.get(DAY).equals("?") == texts.get(WEEKDAY).equals("?")) {
      throw new IllegalArgumentException(
          "? as the day of the month or as the day of the week, and not as both");
    }
    for (int i = 0; i < texts.size(); i++) {
      FIELDS.get(i).check(texts.get(i));
    }
    return text.strip();
  }

  /**
   * One field.
   *
   * @param names of values, from the least one on
   * @param special what else may stand here, alone
   */
  private record Field(String name, int least, int most, List<String> names, Pattern special) {
    void check(String text) {
      Matcher all = ALL.matcher(text);
      boolean whole = all.matches() && isStep(all.group(1));
      if (!whole && !special.matcher(text).matches()) {
        for (String item : text.split(",", -1)) {
          if (!isRange(item)) {
            throw new IllegalArgumentException(
                name + " from " + least + " to " + most + " instead of \"" + item + '"');
          }
        }
      }
    }

    private boolean isRange(String item) {
      Matcher range = RANGE.matcher(item);
      if (!range.matches() || !isStep(range.group(3))) {
        return false;
      }
      int from = value(range.group(1));
      int to = value(last(range));
      boolean alike = names.contains(range.group(1)) == names.contains(last(range));
      return alike && least <= from && from <= to && to <= most;
    }

    private static String last(Matcher range) {
      return range.group(range.group(2) == null ? 1 : 2);
    }

    private boolean isStep(@org.jspecify.annotations.Nullable String text) {
      return text == null
          || (Integer.parseInt(text) > 0 && Integer.parseInt(text) <= Math.min(most, 999));
    }

    private int value(String text) {
      int name = names.indexOf(text);
      return name >= 0 ? name + least : text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
  }
}
