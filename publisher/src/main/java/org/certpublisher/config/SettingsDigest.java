package org.certpublisher.config;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certpublisher.cert.Sha256;
import org.certpublisher.cert.authority.Authority;
import org.certpublisher.cms.SmimeEncoder;

/** A digest of settings that is the same in every process, whatever the order of sets. */
final class SettingsDigest {
  private SettingsDigest() {}

  static Sha256 of(Object settings) {
    return Sha256.of(text(settings).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Object value) {
    if (value instanceof Secret
        || value instanceof SmimeEncoder
        || value instanceof PublicationSettings.Schedule) {
      return "-";
    }
    if (value instanceof Authority authority) {
      return authority.name()
          + authority.certificates().stream().map(one -> one.sha256().toString()).toList();
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(SettingsDigest::text).orElse("");
    }
    if (value instanceof Set<?> set) {
      return set.stream().map(SettingsDigest::text).sorted().toList().toString();
    }
    if (value instanceof Collection<?> collection) {
      return collection.stream().map(SettingsDigest::text).toList().toString();
    }
    if (value instanceof Record one) {
      return record(one);
    }
    String plain = value.toString();
    return plain.length() + ":" + plain;
  }

  private static String record(Record one) {
    return java.util.Arrays.stream(one.getClass().getRecordComponents())
        .map(component -> component.getName() + "=" + text(component(one, component)))
        .collect(Collectors.joining(",", one.getClass().getSimpleName() + "{", "}"));
  }

  private static Object component(Record one, RecordComponent component) {
    try {
      return component.getAccessor().invoke(one);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
