package org.certpublisher.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certpublisher.config.Consistency.Placed;
import org.certpublisher.config.yaml.Context;
import org.certpublisher.config.yaml.Problem;
import org.certpublisher.config.yaml.YamlMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the configuration file (YAML 1.2) and checks it as a whole: all problems are told at once.
 * At most 1 MiB, 32 levels, no aliases; no types but texts, lists and mappings are ever made.
 */
public final class ConfigReader {
  static final String DEFAULT_STATE = "jdbc:h2:file:/var/lib/cert-publisher/state";

  private static final Optional<Configuration.Status> DEFAULT_STATUS =
      Optional.of(new Configuration.Status("127.0.0.1", 8980));
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\]):([0-9]{1,5})");

  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_LEVELS = 32;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final FileReader files;
  private final Context context;

  private ConfigReader(Path file, Map<String, String> environment) {
    this.file = file.toString();
    Path folder = file.toAbsolutePath().getParent();
    this.files = new FileReader(folder == null ? Path.of("/") : folder, environment);
    this.context = new Context(this.file, problems, warnings);
  }

  /**
   * Reads a file.
   *
   * @param environment where passwords and systemd's credentials are looked up
   * @throws ConfigException with everything that is wrong
   */
  public static Configuration read(Path file, Map<String, String> environment)
      throws ConfigException {
    return new ConfigReader(file, environment).configuration(text(file));
  }

  private static String text(Path file) throws ConfigException {
    String problem;
    try {
      if (Files.size(file) <= MOST_CHARACTERS) {
        return Files.readString(file, StandardCharsets.UTF_8);
      }
      problem = "is larger than 1 MiB, expected a configuration";
    } catch (NoSuchFileException e) {
      problem = "there is no such file; name one with --config or CERT_PUBLISHER_CONFIG";
    } catch (CharacterCodingException e) {
      problem = "is not UTF-8";
    } catch (IOException e) {
      problem = "cannot be read: " + e.getMessage();
    }
    throw new ConfigException(List.of(new Problem(file.toString(), 0, "", problem)));
  }

  private Configuration configuration(String text) throws ConfigException {
    try {
      Optional<Node> root = compose(text);
      if (root.isPresent()) {
        Configuration configuration = configuration(root.get());
        if (problems.isEmpty()) {
          return configuration;
        }
      } else if (problems.isEmpty()) {
        problem(1, "is empty, expected authorities, directories and publications");
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).map(zeroBased -> zeroBased + 1).orElse(0);
      problem(line, "is no YAML here: " + e.getProblem());
    } catch (YamlEngineException e) {
      problem(0, "is no YAML: " + YamlMap.shown(String.valueOf(e.getMessage())));
    }
    problems.sort(Comparator.comparingInt(Problem::line));
    throw new ConfigException(problems);
  }

  private void problem(int line, String text) {
    context.problem(line, "", text);
  }

  /** The document as nodes; empty, perhaps with a problem noted, when there is none to read. */
  private Optional<Node> compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(MOST_CHARACTERS)
            .setAllowDuplicateKeys(true)
            .build();
    int level = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
      if (event instanceof CollectionStartEvent && ++level > MOST_LEVELS) {
        problem(line, "is nested deeper than " + MOST_LEVELS + " levels");
        return Optional.empty();
      } else if (event instanceof CollectionEndEvent) {
        level--;
      } else if (event instanceof AliasEvent) {
        problem(line, "found an alias (*), which is not used here; write the value out");
        return Optional.empty();
      }
    }
    return new Compose(settings).composeString(text);
  }

  private Configuration configuration(Node node) {
    YamlMap root =
        YamlMap.of(
            context, "", node, "state", "authorities", "directories", "publications", "status");
    List<Placed<AuthoritySettings>> authorities =
        parts(
            root,
            "authorities",
            AuthorityReader.KEYS,
            map -> new AuthorityReader(map, files).read());
    List<Placed<DirectorySettings>> directories =
        parts(
            root,
            "directories",
            DirectoryReader.KEYS,
            map -> new DirectoryReader(map, files).read());
    List<Placed<PublicationSettings>> publications =
        parts(
            root,
            "publications",
            PublicationReader.KEYS,
            map -> new PublicationReader(map, files).read());
    Consistency.uniqueNames(authorities, AuthoritySettings::name);
    Consistency.uniqueNames(directories, DirectorySettings::name);
    Consistency.uniqueNames(publications, PublicationSettings::name);
    Consistency.keysOnce(authorities);
    Map<String, DirectorySettings> byName = new HashMap<>();
    directories.forEach(one -> byName.putIfAbsent(one.settings().name(), one.settings()));
    Consistency.namesExist(
        publications,
        settings(authorities).stream().map(AuthoritySettings::name).toList(),
        settings(directories).stream().map(DirectorySettings::name).toList());
    Consistency.attributesOnce(publications, byName);
    Consistency.madeEntriesAreFound(publications, byName);
    return new Configuration(
        state(root),
        settings(authorities),
        settings(directories),
        settings(publications),
        status(root),
        warnings);
  }

  private static <T> List<T> settings(List<Placed<T>> parts) {
    return parts.stream().map(Placed::settings).toList();
  }

  private static <T> List<Placed<T>> parts(
      YamlMap root, String key, String[] known, Function<YamlMap, T> reading) {
    List<Placed<T>> parts =
        root.maps(key, known).stream().map(map -> new Placed<>(map, reading.apply(map))).toList();
    if (parts.isEmpty()) {
      root.missing(key, "at least one");
    }
    return parts;
  }

  private Configuration.State state(YamlMap root) {
    Optional<YamlMap> own = root.optionalMap("state", Passwords.keys("url", "user"));
    String url =
        own.map(
                map ->
                    map.value(
                        "url",
                        DEFAULT_STATE,
                        text -> {
                          if (!text.startsWith("jdbc:h2:file:/")) {
                            throw new IllegalArgumentException(
                                "jdbc:h2:file: and an absolute path; this version keeps its state"
                                    + " in a file of H2");
                          }
                          return text;
                        }))
            .orElse(DEFAULT_STATE);
    return new Configuration.State(
        url,
        own.flatMap(map -> map.optionalText("user")).orElse(""),
        own.flatMap(map -> Passwords.read(map, files)));
  }

  private static Optional<Configuration.Status> status(YamlMap root) {
    return root.optionalMap("status", "listen")
        .map(own -> own.value("listen", DEFAULT_STATUS, ConfigReader::listen))
        .orElse(DEFAULT_STATUS);
  }

  private static Optional<Configuration.Status> listen(String text) {
    Matcher place = LOOPBACK.matcher(text);
    if (text.equals("none")) {
      return Optional.empty();
    }
    if (!place.matches() || Integer.parseInt(place.group(2)) > 65_535) {
      throw new IllegalArgumentException(
          "none, or a loopback address and a port, such as 127.0.0.1:8980; to show it elsewhere,"
              + " put a web server with TLS and a password before it");
    }
    return Optional.of(new Configuration.Status(place.group(1), Integer.parseInt(place.group(2))));
  }
}
