package org.certpublisher.client;

/** The mail clients whose look-up is modelled. */
public enum MailClient {
  THUNDERBIRD("Thunderbird"),
  GPGSM("gpgsm"),
  EVOLUTION("Evolution"),
  OUTLOOK("Outlook");

  private final String title;

  MailClient(String title) {
    this.title = title;
  }

  /** The name for people. */
  public String title() {
    return title;
  }
}
