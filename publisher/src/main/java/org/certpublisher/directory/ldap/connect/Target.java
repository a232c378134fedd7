package org.certpublisher.directory.ldap.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What every connection of a directory has in common.
 *
 * @param encrypted else {@code ldap://} stays in clear
 * @param trust a PEM file with the authorities of the servers' certificates; else the system's
 * @param connect for the connection to one url, TLS and bind included
 * @param response without any answer, for one request
 */
public record Target(
    boolean encrypted, Optional<Path> trust, Bind bind, Duration connect, Duration response) {}
