package org.certpublisher.client;

import org.certpublisher.cert.Sha256;

/**
 * What a mail client does with an entry.
 *
 * @param canEncrypt whether it can encrypt to the mailbox
 * @param certificate the one it picks; 32 zero bytes where it picks none
 * @param why one sentence: what it picked, or why it cannot encrypt
 */
public record Pick(boolean canEncrypt, Sha256 certificate, String why) {}
