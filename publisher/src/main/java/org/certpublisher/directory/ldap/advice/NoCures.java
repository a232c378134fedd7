package org.certpublisher.directory.ldap.advice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No LDIF for anything. */
final class NoCures implements Cures {
  @Override
  public String read(Collection<String> attributes) {
    return "";
  }

  @Override
  public String write(Collection<String> attributes) {
    return "";
  }

  @Override
  public String liftLimits() {
    return "";
  }

  @Override
  public String allow(Map<String, Set<String>> classes, Collection<String> attributes) {
    return "";
  }

  @Override
  public String index(Database database, Map<String, List<String>> lacking) {
    return "";
  }
}
