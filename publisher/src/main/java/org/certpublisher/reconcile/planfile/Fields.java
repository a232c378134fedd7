package org.certpublisher.reconcile.planfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON object. What is absent or of another type is an {@link IllegalArgumentException} that
 * names the field.
 */
record Fields(Map<String, Object> values) {
  /** Parses one line. */
  static Fields parse(byte[] bytes, int length) throws IOException {
    try (JsonParser parser = LineBuffer.JSON.createParser(bytes, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("no JSON object");
      }
      Fields fields = object(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one JSON object");
      }
      return fields;
    }
  }

  private static Fields object(JsonParser parser) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (values.put(name, value(parser)) != null) {
        throw new IllegalArgumentException(name + " comes twice");
      }
    }
    return new Fields(values);
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IllegalArgumentException("unexpected " + parser.currentToken());
    };
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }

  private <T> T get(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " is missing or of the wrong kind");
    }
    return type.cast(value);
  }

  String text(String name) {
    return get(name, String.class);
  }

  boolean truth(String name) {
    return get(name, Boolean.class);
  }

  int number(String name) {
    return Math.toIntExact(get(name, Long.class));
  }

  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  Fields object(String name) {
    return get(name, Fields.class);
  }

  List<Fields> objects(String name) {
    return all(name, Fields.class);
  }

  List<String> texts(String name) {
    return all(name, String.class);
  }

  private <T> List<T> all(String name, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (Object one : get(name, List.class)) {
      if (!type.isInstance(one)) {
        throw new IllegalArgumentException(name + " holds something of the wrong kind");
      }
      all.add(type.cast(one));
    }
    return all;
  }
}
