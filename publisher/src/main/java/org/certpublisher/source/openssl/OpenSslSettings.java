package org.certpublisher.source.openssl;

import java.nio.file.Path;

/**
 * Where an OpenSSL CA keeps its books.
 *
 * @param database its {@code index.txt}
 * @param certificates its {@code new_certs_dir}, or the {@code pki} folder of Easy-RSA
 */
public record OpenSslSettings(Path database, Path certificates) {}
