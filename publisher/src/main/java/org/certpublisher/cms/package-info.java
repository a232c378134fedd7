/**
 * The value of userSMIMECertificate: PKCS#7 read in every form found in the wild, written in one.
 * Pure.
 */
@NullMarked
package org.certpublisher.cms;

import org.jspecify.annotations.NullMarked;
